import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import type { Sending, Summary } from "../api/queue";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
const FEW = 1000;

/** Bytes in the unit that people would use. */
function bytesIn(language: string, bytes: number): string {
  const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 1), UNITS.length - 1);
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    maximumFractionDigits: step > 1 || bytes < FEW ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

/** Sentences about files that are sent. */
export function useUploadWords() {
  const { t, i18n } = useTranslation("uploads");
  const problem = useProblemText();
  return useMemo(() => {
    const size = (bytes: number) => bytesIn(i18n.language, bytes);
    /** What was not simply sent; empty when all was. */
    const apart = ({ counts: { known, refused, left, failed } }: Summary) =>
      [
        ...(known ? [t("details.known", { count: known })] : []),
        ...(refused ? [t("details.refused", { count: refused })] : []),
        ...(failed ? [t("details.failed", { count: failed })] : []),
        ...(left ? [t("details.left", { count: left })] : []),
      ].join(" · ");
    return {
      size,
      apart,
      headline(all: Summary): string {
        if (all.total === 0) return t("nothing");
        const arrived = all.counts.done + all.counts.known;
        if (!all.busy) return t("headline.over", { count: all.total, arrived });
        return t(all.paused ? "headline.paused" : "headline.busy", { count: all.total, arrived });
      },
      details(all: Summary): string {
        const bytes = all.bytes > 0 ? t("details.bytes", { sent: size(all.sent), of: size(all.bytes) }) : "";
        return [bytes, apart(all)].filter(Boolean).join(" · ");
      },
      /** What became of a file, or how far it is. */
      of(one: Sending): string {
        if (one.held) return t(`heldShort.${one.held}`);
        if (one.problem)
          return one.problem.code === "store_refused" ? t("storeRefused") : problem(one.problem);
        if (one.refusal) return t(`refusal.${one.refusal}`);
        return t(`status.${one.status}`);
      },
    };
  }, [t, i18n.language, problem]);
}
