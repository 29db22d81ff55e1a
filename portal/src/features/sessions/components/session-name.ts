import { useTranslation } from "react-i18next";
import type { Session } from "../api/sessions";

/** What a session is called; one whose customer had their data erased has no name any more. */
export function useSessionName(): (session: Pick<Session, "id" | "name" | "erased_at">) => string {
  const { t } = useTranslation("sessions");
  return ({ id, name, erased_at }) => (erased_at ? t("erasedName", { id }) : name);
}
