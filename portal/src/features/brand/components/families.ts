import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Backdrop } from "../api/brand";

const KNOWN = [
  "own",
  "paper",
  "gradient",
  "spotlight",
  "muslin",
  "canvas",
  "wall",
  "light",
  "outdoor",
  "indoor",
] as const;

/** What a backdrop's family is called. */
export function useFamily(): (backdrop: Backdrop) => string {
  const { t } = useTranslation("brand");
  return useCallback(
    ({ family, own }) => {
      const known = KNOWN.find((one) => one === (own ? "own" : family));
      return known ? t(`families.${known}`) : family;
    },
    [t],
  );
}
