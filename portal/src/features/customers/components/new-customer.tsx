import { Button, Drawer, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { Failed } from "@/components/told";
import { TIERS, type Tier, useNewCustomer } from "../api/customers";

const EMPTY = { name: "", email: "", tier: "regular" as Tier };

/** Notes a customer. */
export function NewCustomerDrawer({ opened, close }: { opened: boolean; close(): void }) {
  const { t } = useTranslation("customers");
  const words = useTranslation("studio").t;
  const navigate = useNavigate();
  const [draft, setDraft] = useState(EMPTY);
  const create = useNewCustomer();
  const attempt = useAttempt();

  function submit(event: FormEvent) {
    event.preventDefault();
    const body = { ...draft, email: draft.email || null };
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
          <TextInput
            label={t("name")}
            required
            dir="auto"
            data-autofocus
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <TextInput
            label={t("email")}
            type="email"
            value={draft.email}
            onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
          />
          <NativeSelect
            label={t("tier")}
            value={draft.tier}
            onChange={(event) => setDraft({ ...draft, tier: event.currentTarget.value as Tier })}
            data={TIERS.map((one) => ({ value: one, label: words(`tiers.${one}`) }))}
          />
          {create.isError && <Failed error={create.error} />}
          <Button type="submit" loading={create.isPending} disabled={!draft.name.trim()}>
            {t("save")}
          </Button>
        </Stack>
      </form>
    </Drawer>
  );
}
