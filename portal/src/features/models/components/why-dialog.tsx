import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog, type InDialog, useAsked } from "@/components/form-dialog";
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
export function WhyDialog({ title, opened, close, ...why }: WhyDialogProps) {
  return (
    <FormDialog opened={opened} close={close} title={title} centered>
      {(dialog) => <Why {...why} dialog={dialog} />}
    </FormDialog>
  );
}

interface WhyProps extends Omit<WhyDialogProps, "title" | "opened" | "close"> {
  dialog: InDialog;
}

function Why({ text, go, onGo, going, error, dialog }: WhyProps) {
  const { t } = useTranslation("models");
  const [why, setWhy] = useState("");
  // no model is moved in passing
  useAsked(dialog, why.trim() ? "part" : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    onGo(why.trim());
  }

  return (
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
          <Button variant="default" onClick={dialog.leave}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={going} disabled={!why.trim()}>
            {go}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
