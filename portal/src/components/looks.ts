import { useCallback } from "react";
import { useTranslation } from "react-i18next";

interface Named {
  name: string;
  label: string;
  /** A franchise's own, which is called what they call it. */
  own: boolean;
}

/** Gives backdrops or styles with the house's labels in the page's language; a new one's stays the service's. */
export function useLabelled(): <One extends Named>(looks: readonly One[]) => One[] {
  const { t } = useTranslation("studio");
  return useCallback(
    (looks) => {
      const say = t as (key: string, otherwise: string) => string;
      return looks.map((one) => (one.own ? one : { ...one, label: say(`looks.${one.name}`, one.label) }));
    },
    [t],
  );
}
