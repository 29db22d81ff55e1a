import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Found } from "@/features/viewer/components/evidence";
import { gradeOf } from "./grade";
import { asFault, toldIn, useSaid } from "./said";

/** Says of a factor what its grade says too: stored sentences may be older than what is good now. */
export function useFactorSaid(): (factor: Pick<Found, "value" | "sentence">) => string {
  const { t } = useTranslation("photo");
  const said = useSaid();
  return useCallback(
    ({ value, sentence }) => {
      if (gradeOf(value) !== "good") return said(asFault(sentence));
      const key = toldIn(sentence)?.key;
      const well = key?.endsWith("Well") || key === "notCut" || key === "small";
      return well ? said(sentence) : t("score.slight", { found: said(sentence) });
    },
    [t, said],
  );
}
