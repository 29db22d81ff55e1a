import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/clock";
import { instantOf } from "../api/zoned";

const CLOCKS_APART_MS = 300_000;

/** Whether what was promised is over already. due: what a wall's clock shows then; empty for none. */
export function isOver(due: string, zone: string | undefined): boolean {
  return due !== "" && zone !== undefined && Date.parse(instantOf(due, zone)) < serverNow() - CLOCKS_APART_MS;
}

interface DueFieldProps {
  due: string;
  /** Undefined: not known yet. */
  zone: string | undefined;
  change(due: string): void;
}

/** When the customer was promised the photos, by the studio's clock. */
export function DueField({ due, zone, change }: DueFieldProps) {
  const { t } = useTranslation("sessions");
  return (
    <TextInput
      type="datetime-local"
      label={t("new.due")}
      disabled={zone === undefined}
      description={zone && t("new.dueHint", { zone })}
      inputWrapperOrder={["label", "input", "description", "error"]}
      error={isOver(due, zone) && t("new.dueOver")}
      value={due}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
