import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useMyself } from "@/features/history/components/myself";
import { useWho } from "@/features/history/components/who";
import type { Photo } from "../api/photo";
import { wholeOf } from "./grade";

type Waits = Pick<Photo, "score" | "sure" | "waits_for">;

/** Why people have to look; what came into review before that was kept says what its score still tells. */
function codeOf({ score, sure, waits_for }: Waits) {
  if (waits_for) return waits_for.code;
  if (score === null) return "unscored";
  return sure === false ? "unsure" : "unknown";
}

/** Says why a photo in review waits for a person, in a sentence. */
export function useWaitsFor(): (photo: Waits) => string {
  const { t, i18n } = useTranslation("photo");
  const who = useWho();
  const myself = useMyself();
  return useCallback(
    (photo) => {
      const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
      const { by, threshold } = photo.waits_for ?? {};
      const code = codeOf(photo);
      if (code === "under" && threshold != null && photo.score !== null) {
        const score = number.format(wholeOf(photo.score));
        return t("waits.under", { score, threshold: number.format(threshold) });
      }
      if (code === "asked" && by)
        return by === myself ? t("waits.askedYou") : t("waits.asked", { who: who(by) });
      return t(`waits.${code === "unsure" || code === "unscored" ? code : "unknown"}`);
    },
    [t, i18n.language, who, myself],
  );
}
