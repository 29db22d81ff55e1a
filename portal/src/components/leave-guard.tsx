import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface LeaveGuardProps {
  isDirty: boolean;
  /** Keeps it; true if that went well. Without it there is nothing that could be kept as it is. */
  save?: (() => Promise<boolean>) | undefined;
}

/** Asks before somebody leaves a form with changes that are not saved: to another view or page, or out of the tab. */
export function LeaveGuard({ isDirty, save }: LeaveGuardProps) {
  const { t } = useTranslation("shell");
  const [isSaving, setSaving] = useState(false);
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });

  async function saveAndLeave() {
    if (!save) return;
    setSaving(true);
    const isKept = await save();
    setSaving(false);
    if (isKept) blocker.proceed?.();
    else blocker.reset?.();
  }

  return (
    <Modal
      opened={blocker.status === "blocked"}
      onClose={() => blocker.reset?.()}
      title={t("leave.title")}
      centered
    >
      <Stack>
        <Text size="sm">{t("leave.text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {t("leave.drop")}
          </Button>
          <Button variant={save ? "default" : "filled"} onClick={() => blocker.reset?.()}>
            {t("leave.stay")}
          </Button>
          {save && (
            <Button data-autofocus loading={isSaving} onClick={() => void saveAndLeave()}>
              {t("leave.save")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
