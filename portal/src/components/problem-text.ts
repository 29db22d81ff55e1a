import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";

/** A sentence for people about an error: the API's own where it has one. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation("shell");
  return useCallback(
    (error) => {
      if (!(error instanceof Problem)) return t("problem.unexpected");
      if (error.status === 0) return navigator.onLine ? t("problem.unreachable") : t("problem.offline");
      // the API speaks to programs here, of a header
      if (error.code === "in_flight") return t("problem.inFlight");
      return error.message || t("problem.unexpected");
    },
    [t],
  );
}
