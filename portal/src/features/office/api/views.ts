import { type Whose, whoseIn } from "@/components/whose";

export const OFFICE_VIEWS = [
  "load",
  "lanes",
  "failed",
  "alerts",
  "models",
  "audit",
  "costs",
  "system",
] as const;
export type OfficeView = (typeof OFFICE_VIEWS)[number];

/** Which part of head office an address leads to. */
export function officeIn(search: Record<string, unknown>): Whose & { view?: OfficeView } {
  const view = OFFICE_VIEWS.find((one) => one === search.view);
  return { ...whoseIn(search), ...(view && { view }) };
}
