import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** Says an instant of the API as day and time, in the page's language and the reader's time zone. */
export function useMoment(): (at: string) => string {
  const { i18n } = useTranslation();
  return useCallback(
    (at) =>
      new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "medium" }).format(
        new Date(at),
      ),
    [i18n.language],
  );
}
