import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/features/sign-in/api/me";
import { useNames } from "../api/names";
import { calledBy } from "./called";
import { useMyself } from "./myself";

/** A name for people of who did something: the history has people's numbers, since it outlives them. */
export function useWho(): (who: string) => string {
  const { t } = useTranslation("history");
  const myself = useMyself();
  const atOffice = useMe().data?.role === "head_office";
  const names = useNames();
  return useCallback(
    (who) => {
      const called = calledBy({ myself, atOffice, names }, who);
      if (typeof called === "string") return t(`who.${called}`);
      return "part" in called ? t("who.part", { name: called.part }) : called.name;
    },
    [t, myself, atOffice, names],
  );
}
