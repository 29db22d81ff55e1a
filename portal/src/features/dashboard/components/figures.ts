import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Metric } from "../api/metrics";

type Say = (value: number, options?: { signed?: boolean }) => string;

/** How a value of a unit is said in the page's language. */
export function useFigure(): (unit: string) => Say {
  const { t, i18n } = useTranslation("dashboard");
  return useCallback(
    (unit) =>
      (value, { signed = false } = {}) => {
        const number = (options: Intl.NumberFormatOptions) =>
          new Intl.NumberFormat(i18n.language, {
            maximumFractionDigits: 1,
            ...(signed && { signDisplay: "exceptZero" }),
            ...options,
          }).format(value);
        if (unit === "share") return number({ style: "percent" });
        if (unit === "s") return number({ style: "unit", unit: "second" });
        if (unit === "ms") {
          return number({ style: "unit", unit: "millisecond", maximumFractionDigits: 0 });
        }
        if (unit === "photos/h") return t("metrics.perHour", { value: number({}) });
        if (unit === "points") return t("metrics.points", { value: number({}) });
        return number({});
      },
    [t, i18n.language],
  );
}

/** In words, between what a value should be. */
export function useBounds(): (bounds: Metric["target"], say: Say) => string {
  const { t } = useTranslation("dashboard");
  return useCallback(
    ({ low, high }, say) => {
      if (low !== null && high !== null) return t("bounds.both", { low: say(low), high: say(high) });
      if (low !== null) return t("bounds.low", { low: say(low) });
      return high === null ? "" : t("bounds.high", { high: say(high) });
    },
    [t],
  );
}
