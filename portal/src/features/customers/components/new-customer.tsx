import { Button, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { changesOf } from "@/api/draft";
import { ForWhomChoice, useForWhom } from "@/components/for-whom";
import { FormDialog, type InDialog, unsavedOf, useUnsaved, wentWell } from "@/components/form-dialog";
import { Failed } from "@/components/told";
import { type Customer, useNewCustomer } from "../api/customers";
import { type CustomerDraft, CustomerFields } from "./customer-fields";

const EMPTY: CustomerDraft = { name: "", email: "", tier: "regular" };

/** Notes a customer. */
export function NewCustomerDrawer({ opened, close }: { opened: boolean; close(): void }) {
  const { t } = useTranslation("customers");
  return (
    <FormDialog opened={opened} close={close} title={t("add")} drawer>
      {(dialog) => <Form dialog={dialog} />}
    </FormDialog>
  );
}

function Form({ dialog }: { dialog: InDialog }) {
  const { t } = useTranslation("customers");
  const navigate = useNavigate();
  const [draft, setDraft] = useState(EMPTY);
  const whom = useForWhom();
  const create = useNewCustomer();
  const attempt = useAttempt();
  const isDirty = Object.keys(changesOf(EMPTY, draft)).length > 0;
  const isWhole = draft.name.trim() !== "" && whom.franchise !== undefined;

  async function keep(then?: (made: Customer) => void): Promise<boolean> {
    const body = { ...draft, email: draft.email || null, franchise: whom.franchise ?? null };
    const kept = create.mutateAsync({ body, key: attempt.keyOf(body) });
    return await wentWell(
      kept.then((made) => {
        attempt.over();
        then?.(made);
      }),
    );
  }
  useUnsaved(dialog, unsavedOf(isDirty, isWhole), keep);

  function submit(event: FormEvent) {
    event.preventDefault();
    void keep((made) => {
      dialog.done();
      const params = { customer: String(made.id) };
      // nothing is left by it: it is kept
      void navigate({ to: "/customers/$customer", params, ignoreBlocker: true });
    });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <ForWhomChoice {...whom} />
        <CustomerFields draft={draft} change={(some) => setDraft({ ...draft, ...some })} />
        {create.isError && <Failed error={create.error} />}
        <Button type="submit" loading={create.isPending} disabled={!isWhole}>
          {t("save")}
        </Button>
      </Stack>
    </form>
  );
}
