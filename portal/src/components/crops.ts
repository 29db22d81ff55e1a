import { useTranslation } from "react-i18next";
import { useFranchiseBrand } from "@/features/brand/api/brand";

/** The print formats that everybody has. */
export const CROPS = ["none", "4x6", "5x7", "8x10", "square"] as const;

interface Size {
  width_mm: number;
  height_mm: number;
}

/** What a look or an edit calls an own print size by: the whole of it, so that a changed brand changes no edit. */
function cropOf({ width_mm, height_mm }: Size): string {
  return `mm:${width_mm}x${height_mm}`;
}

/** A crop for people, as far as it is a size. */
export function sizeSaid(crop: string, language: string): string {
  const number = new Intl.NumberFormat(language);
  const sides = (text: string) =>
    text
      .split("x")
      .map((side) => number.format(Number(side)))
      .join(" × ");
  if (crop.startsWith("mm:")) return `${sides(crop.slice(3))} mm`;
  return crop.replace("x", "×");
}

export interface Choice {
  value: string;
  label: string;
}

/** A studio's own print sizes, to be chosen; with what is chosen, also if the studio has it no more. */
export function usePrintChoices(franchise: string, chosen: string | null | undefined): Choice[] {
  const { i18n } = useTranslation();
  const sizes = useFranchiseBrand(franchise).data?.print_sizes ?? [];
  return printChoices(sizes, chosen, i18n.language);
}

export function printChoices(
  sizes: readonly (Size & { name: string })[],
  chosen: string | null | undefined,
  language: string,
): Choice[] {
  const own = new Map<string, string>();
  for (const one of sizes) {
    const value = cropOf(one);
    // of two names for one size, the first is shown
    if (!own.has(value)) own.set(value, `${one.name} (${sizeSaid(value, language)})`);
  }
  if (chosen?.startsWith("mm:") && !own.has(chosen)) own.set(chosen, sizeSaid(chosen, language));
  return [...own].map(([value, label]) => ({ value, label }));
}
