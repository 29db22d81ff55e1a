import { Button, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog, type InDialog, unsavedOf, useUnsaved, wentWell } from "@/components/form-dialog";
import { Failed, Loading } from "@/components/told";
import { totalOf } from "../api/counts";
import { changesOf, dueOf } from "../api/rebooked";
import { type Session, useChangeSession, useTimezone } from "../api/sessions";
import { CustomerChoice, type CustomerChosen } from "./customer-choice";
import { DueField, isOver } from "./due-field";

interface ChangeSessionProps {
  session: Session;
  opened: boolean;
  close(): void;
}

/** What a booked session is called, whose it is, and what was promised. */
export function ChangeSession({ session, opened, close }: ChangeSessionProps) {
  const { t } = useTranslation("sessions");
  const zone = useTimezone(session.franchise);
  return (
    <FormDialog opened={opened} close={close} title={t("change.title")} drawer>
      {(dialog) => (zone ? <Form session={session} zone={zone} dialog={dialog} /> : <Loading />)}
    </FormDialog>
  );
}

/** Whose it is, by number where the name is not known. */
function whoseIs({ customer, customer_name }: Session): CustomerChosen | null {
  return customer === null ? null : { id: customer, name: customer_name ?? `#${customer}` };
}

interface FormProps {
  session: Session;
  zone: string;
  dialog: InDialog;
}

function Form({ session, zone, dialog }: FormProps) {
  const { t } = useTranslation("sessions");
  const change = useChangeSession(session.id);
  const [name, setName] = useState(session.name);
  const [customer, setCustomer] = useState(() => whoseIs(session));
  const [unnamed, setUnnamed] = useState(false);
  const [pressed, setPressed] = useState(false);
  const [due, setDue] = useState<string>();
  const changes = changesOf(session, { name, customer: customer?.id ?? null, due }, zone);
  const over = changes.due_at != null && isOver(due ?? "", zone);
  const unchanged = Object.keys(changes).length === 0 && !unnamed;
  const isWhole = name.trim() !== "" && !unnamed && !over;

  const keep = () => wentWell(change.mutateAsync(changes));
  const send = useUnsaved(dialog, unsavedOf(!unchanged, isWhole), keep);

  function submit(event: FormEvent) {
    event.preventDefault();
    setPressed(true);
    if (isWhole) send(event);
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("new.name")}
          required
          maxLength={200}
          dir="auto"
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {totalOf(session.counts ?? {}) > 0 ? (
          <Text size="sm">{t("change.customerStays")}</Text>
        ) : (
          <CustomerChoice
            franchise={session.franchise}
            chosen={customer}
            choose={setCustomer}
            begin={setUnnamed}
            error={pressed && unnamed ? t("new.unfinishedCustomer") : undefined}
          />
        )}
        <DueField due={due ?? dueOf(session, zone)} zone={zone} change={setDue} />
        <Text size="sm" c="var(--portal-ink-soft)">
          {t("change.text")}
        </Text>
        {change.isError && <Failed error={change.error} />}
        <Button type="submit" loading={change.isPending} disabled={!name.trim() || over || unchanged}>
          {t("change.save")}
        </Button>
      </Stack>
    </form>
  );
}
