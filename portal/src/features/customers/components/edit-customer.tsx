import { Button, Group, Stack, Textarea } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changesOf } from "@/api/draft";
import { FormDialog, type InDialog, unsavedOf, useUnsaved, wentWell } from "@/components/form-dialog";
import { Failed } from "@/components/told";
import { type Customer, useChangeCustomer } from "../api/customers";
import { CustomerFields } from "./customer-fields";

/** Name, e-mail and tier of a customer, and whether what is theirs has to be kept. */
export function EditCustomer({ customer }: { customer: Customer }) {
  const { t } = useTranslation("customers");
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t("edit")}
      </Button>
      <FormDialog opened={opened} close={() => setOpened(false)} title={t("edit")} centered>
        {(dialog) => <Form customer={customer} dialog={dialog} />}
      </FormDialog>
    </>
  );
}

function Form({ customer, dialog }: { customer: Customer; dialog: InDialog }) {
  const { t } = useTranslation("customers");
  const [before] = useState({
    name: customer.name,
    email: customer.email ?? "",
    tier: customer.tier,
    hold: customer.hold ?? "",
  });
  const [draft, setDraft] = useState(before);
  const change = useChangeCustomer(customer.id);
  const changes = changesOf(before, draft);
  const isDirty = Object.keys(changes).length > 0;
  const isWhole = draft.name.trim() !== "";

  async function keep(): Promise<boolean> {
    if (!isDirty) return true;
    // what somebody else changed meanwhile stays
    const { email, hold, ...rest } = changes;
    const emptied = (text: string | undefined) => (text === undefined ? undefined : text.trim() || null);
    return await wentWell(change.mutateAsync({ ...rest, email: emptied(email), hold: emptied(hold) }));
  }
  const submit = useUnsaved(dialog, unsavedOf(isDirty, isWhole), keep);

  return (
    <form onSubmit={submit}>
      <Stack>
        <CustomerFields draft={draft} change={(some) => setDraft({ ...draft, ...some })} />
        <Textarea
          label={t("hold.label")}
          description={t("hold.hint")}
          maxLength={200}
          value={draft.hold}
          onChange={(event) => setDraft({ ...draft, hold: event.currentTarget.value.replaceAll("\n", " ") })}
        />
        {change.isError && <Failed error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={dialog.leave}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
