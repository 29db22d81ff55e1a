import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failed } from "./told";

interface AskedProps {
  title: string;
  text: ReactNode;
  go: string;
  opened: boolean;
  close: () => void;
  onGo: () => void;
  going: boolean;
  error: unknown;
}

/** Asks whether something is really meant, saying what it leads to. */
export function Asked({ title, text, go, opened, close, onGo, going, error }: AskedProps) {
  const { t } = useTranslation("shell");
  return (
    <Modal opened={opened} onClose={close} title={title} centered>
      <Stack>
        <Text size="sm">{text}</Text>
        {error != null && <Failed error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
          <Button onClick={onGo} loading={going} data-autofocus>
            {go}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
