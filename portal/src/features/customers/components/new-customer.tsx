import { Button, Drawer, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { ForWhomChoice, useForWhom } from "@/components/for-whom";
import { Failed } from "@/components/told";
import { useNewCustomer } from "../api/customers";
import { type CustomerDraft, CustomerFields } from "./customer-fields";

const EMPTY: CustomerDraft = { name: "", email: "", tier: "regular" };

/** Notes a customer. */
export function NewCustomerDrawer({ opened, close }: { opened: boolean; close(): void }) {
  const { t } = useTranslation("customers");
  const navigate = useNavigate();
  const [draft, setDraft] = useState(EMPTY);
  const whom = useForWhom();
  const create = useNewCustomer();
  const attempt = useAttempt();

  function submit(event: FormEvent) {
    event.preventDefault();
    const body = { ...draft, email: draft.email || null, franchise: whom.franchise ?? null };
    create.mutate(
      { body, key: attempt.keyOf(body) },
      {
        onSuccess: (made) => {
          attempt.over();
          setDraft(EMPTY);
          close();
          void navigate({ to: "/customers/$customer", params: { customer: String(made.id) } });
        },
      },
    );
  }

  return (
    <Drawer opened={opened} onClose={close} title={t("add")} position="right" closeOnClickOutside={false}>
      <form onSubmit={submit}>
        <Stack>
          <ForWhomChoice {...whom} />
          <CustomerFields draft={draft} change={(some) => setDraft({ ...draft, ...some })} />
          {create.isError && <Failed error={create.error} />}
          <Button
            type="submit"
            loading={create.isPending}
            disabled={!draft.name.trim() || whom.franchise === undefined}
          >
            {t("save")}
          </Button>
        </Stack>
      </form>
    </Drawer>
  );
}
