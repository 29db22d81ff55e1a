import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TIERS, type Tier } from "../api/customers";

export interface CustomerDraft {
  name: string;
  email: string;
  tier: Tier;
}

interface FieldsProps {
  draft: CustomerDraft;
  change(some: Partial<CustomerDraft>): void;
}

/** Who a customer is: name, e-mail, tier. */
export function CustomerFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation("customers");
  const words = useTranslation("studio").t;
  return (
    <>
      <TextInput
        label={t("name")}
        required
        dir="auto"
        data-autofocus
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t("email")}
        type="email"
        value={draft.email}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("tier")}
        value={draft.tier}
        onChange={(event) => change({ tier: event.currentTarget.value as Tier })}
        data={TIERS.map((one) => ({ value: one, label: words(`tiers.${one}`) }))}
      />
    </>
  );
}
