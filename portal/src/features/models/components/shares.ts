import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Says shares in the page's language; differences of shares with their sign, in points. */
export function useShares() {
  const { t, i18n } = useTranslation("models");
  return useMemo(() => {
    const plain = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
    const signed = new Intl.NumberFormat(i18n.language, {
      maximumFractionDigits: 1,
      signDisplay: "exceptZero",
    });
    return {
      share: (value: number | null | undefined) => (value == null ? t("nothing") : plain.format(value)),
      difference: (value: number) => t("points", { n: signed.format(100 * value) }),
    };
  }, [t, i18n.language]);
}
