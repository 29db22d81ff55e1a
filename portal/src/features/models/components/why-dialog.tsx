import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failed } from "@/components/told";

interface WhyDialogProps {
  title: string;
  /** What it leads to. */
  text: string;
  go: string;
  opened: boolean;
  close: () => void;
  onGo: (why: string) => void;
  going: boolean;
  error: unknown;
}

/** Asks for a reason before a model is moved: the history keeps it. */
export function WhyDialog({ title, text, go, opened, close, onGo, going, error }: WhyDialogProps) {
  const { t } = useTranslation("models");
  const [why, setWhy] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    onGo(why.trim());
  }

  return (
    <Modal opened={opened} onClose={close} title={title} centered>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{text}</Text>
          <TextInput
            label={t("why.label")}
            description={t("why.hint")}
            required
            maxLength={200}
            data-autofocus
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          {error != null && <Failed error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={going} disabled={!why.trim()}>
              {go}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
