import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/features/sign-in/api/me";

/** What the history calls whoever is signed in. */
export function useMyself(): string | undefined {
  const me = useMe().data;
  return me?.person == null ? undefined : `${me.role}:person-${me.person}`;
}

/** A name for people of who did something: the history has people's numbers, since it outlives them. */
export function useWho(): (who: string) => string {
  const { t } = useTranslation("photo");
  const myself = useMyself();
  return useCallback(
    (who) => {
      if (who === myself) return t("who.you");
      const person = /^(\w+):person-(\d+)$/.exec(who);
      if (person) return t("who.person", { number: person[2] });
      return who.includes(":") ? who.slice(who.indexOf(":") + 1) : t("who.service", { name: who });
    },
    [t, myself],
  );
}
