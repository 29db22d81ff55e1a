import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useId,
  useLayoutEffect,
  useState,
} from "react";
import { useTranslation } from "react-i18next";

/** Keeps what was changed; true if that went well. Without it there is nothing that could be kept as it is. */
type Save = (() => Promise<boolean>) | undefined;

interface LeaveGuardProps {
  isDirty: boolean;
  save?: Save;
}

/** Asks before somebody leaves a form with changes that are not saved: to another view or page, or out of the tab. */
export function LeaveGuard({ isDirty, save }: LeaveGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  return (
    <LeaveQuestion
      opened={blocker.status === "blocked"}
      leave={() => blocker.proceed?.()}
      stay={() => blocker.reset?.()}
      save={save}
    />
  );
}

const Telling = createContext<(form: string, isTyped: boolean) => void>(() => undefined);

/** Asks once for all forms of a page: whoever leaves it is not asked by each of them. */
export function AsksForAll({ children }: { children: ReactNode }) {
  const [typed, setTyped] = useState<readonly string[]>([]);
  const tell = useCallback((form: string, isTyped: boolean) => {
    setTyped((before) => [...before.filter((one) => one !== form), ...(isTyped ? [form] : [])]);
  }, []);
  return (
    <Telling value={tell}>
      {children}
      <LeaveGuard isDirty={typed.length > 0} />
    </Telling>
  );
}

/** Tells the page, if it asks, that something was typed here that is not saved. */
export function useTyped(isTyped: boolean): void {
  const tell = useContext(Telling);
  const form = useId();
  useLayoutEffect(() => {
    tell(form, isTyped);
    return () => tell(form, false);
  }, [tell, form, isTyped]);
}

interface LeaveQuestionProps {
  opened: boolean;
  leave: () => void;
  stay: () => void;
  save?: Save;
}

/** Whether to stay with what is not saved, to leave it, or to save it and leave. */
export function LeaveQuestion({ opened, leave, stay, save }: LeaveQuestionProps) {
  const { t } = useTranslation("shell");
  const [isSaving, setSaving] = useState(false);

  async function saveAndLeave() {
    if (!save) return;
    setSaving(true);
    const isKept = await save();
    setSaving(false);
    if (isKept) leave();
    else stay();
  }

  return (
    <Modal opened={opened} onClose={stay} title={t("leave.title")} centered>
      <Stack>
        <Text size="sm">{t("leave.text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={leave}>
            {t("leave.drop")}
          </Button>
          <Button variant={save ? "default" : "filled"} onClick={stay}>
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
