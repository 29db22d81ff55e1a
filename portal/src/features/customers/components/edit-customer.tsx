import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
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
      <Modal opened={opened} onClose={() => setOpened(false)} title={t("edit")} centered>
        {opened && <Form customer={customer} close={() => setOpened(false)} />}
      </Modal>
    </>
  );
}

function Form({ customer, close }: { customer: Customer; close(): void }) {
  const { t } = useTranslation("customers");
  const [draft, setDraft] = useState({
    name: customer.name,
    email: customer.email ?? "",
    tier: customer.tier,
    hold: customer.hold ?? "",
  });
  const change = useChangeCustomer(customer.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    const { name, email, tier, hold } = draft;
    change.mutate({ name, email: email || null, tier, hold: hold.trim() || null }, { onSuccess: close });
  }

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
          <Button variant="default" onClick={close}>
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
