import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Photo } from "../api/photos";
import { againOf } from "./again";

interface AgainButtonProps {
  chosen: readonly Photo[];
  pending: boolean;
  go(those: readonly Photo[]): void;
}

/** To edit chosen photos again; asks first where that overrules a rejection or a reviewer. */
export function AgainButton({ chosen, pending, go }: AgainButtonProps) {
  const { t } = useTranslation("sessions");
  const [asking, setAsking] = useState(false);
  const again = againOf(chosen);
  const against = again.retake.length + again.rejected.length;
  const all = again.free.length + against;
  if (all === 0) return null;
  return (
    <>
      <Button
        size="xs"
        leftSection={<IconRefresh size={14} aria-hidden />}
        loading={pending}
        onClick={() => (against > 0 ? setAsking(true) : go(again.free))}
      >
        {t("batch.retry", { count: all })}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t("again.title")} centered>
        <Asks
          again={again}
          close={() => setAsking(false)}
          go={(those) => {
            setAsking(false);
            go(those);
          }}
        />
      </Modal>
    </>
  );
}

interface AsksProps {
  again: ReturnType<typeof againOf>;
  close(): void;
  go(those: readonly Photo[]): void;
}

/** What was decided against is taken along only if that is chosen. */
function Asks({ again, close, go }: AsksProps) {
  const { t } = useTranslation("sessions");
  const [along, setAlong] = useState({ retake: false, rejected: false });
  const kinds = (["retake", "rejected"] as const).filter((kind) => again[kind].length > 0);
  const those = [...again.free, ...kinds.filter((kind) => along[kind]).flatMap((kind) => again[kind])];
  return (
    <Stack>
      <Text size="sm">{t("again.text")}</Text>
      {kinds.map((kind) => (
        <Checkbox
          key={kind}
          label={t(`again.${kind}`, { count: again[kind].length })}
          description={t(`again.${kind}Hint`)}
          checked={along[kind]}
          onChange={(event) => setAlong({ ...along, [kind]: event.currentTarget.checked })}
        />
      ))}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t("cancel")}
        </Button>
        <Button disabled={those.length === 0} onClick={() => go(those)}>
          {t("batch.retry", { count: those.length })}
        </Button>
      </Group>
    </Stack>
  );
}
