import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { recogniser } from "@/components/recognise";
import { ALERTS } from "./alert-texts";

const alertIn = recogniser(ALERTS);

/** Says in the page's language what an alarm says; what is not known here stays in the service's words. */
export function useAlertMessage(): (message: string) => string {
  const { t, i18n } = useTranslation("office");
  return useCallback(
    (message) => {
      const found = alertIn(message);
      if (!found) return message;
      const value = Number(found.blanks.n?.replaceAll(",", ""));
      return t(`says.${found.key}`, { n: new Intl.NumberFormat(i18n.language).format(value) });
    },
    [t, i18n.language],
  );
}
