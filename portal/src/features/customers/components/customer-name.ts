import { useTranslation } from "react-i18next";
import type { Customer } from "../api/customers";

/** What a customer is called; one who had their data erased has no name any more. */
export function useCustomerName(): (customer: Pick<Customer, "id" | "name" | "erased_at">) => string {
  const { t } = useTranslation("customers");
  return ({ id, name, erased_at }) => (erased_at ? t("erased.name", { id }) : name);
}
