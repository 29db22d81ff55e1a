import { type Whose, whoseIn } from "@/components/whose";

export const BRAND_VIEWS = ["look", "rules", "bookings", "backdrops", "styles"] as const;
export type BrandView = (typeof BRAND_VIEWS)[number];

/** Which part of whose brand an address leads to. */
export function brandIn(search: Record<string, unknown>): Whose & { view?: BrandView } {
  const view = BRAND_VIEWS.find((one) => one === search.view);
  return { ...whoseIn(search), ...(view && { view }) };
}
