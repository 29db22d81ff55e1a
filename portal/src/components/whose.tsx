import { Select } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFranchises } from "@/api/franchises";
import { useMe } from "@/features/sign-in/api/me";

export interface Whose {
  franchise?: string;
}

/** What an address says about whose page it is. */
export function whoseIn({ franchise }: Record<string, unknown>): Whose {
  // a code such as 001 is read as a number if nobody wrote quotes
  const code = typeof franchise === "number" ? String(franchise).padStart(3, "0") : franchise;
  return typeof code === "string" && code ? { franchise: code } : {};
}

/**
 * Whose page this is: what the address asks for, else one's own; undefined: head office's, who sees all.
 * Whether somebody may see it is the API's to say.
 */
export function useWhose(): string | undefined {
  const { franchise } = useSearch({ strict: false }) as Whose;
  const me = useMe();
  return franchise ?? me.data?.franchise ?? undefined;
}

/** Lets head office choose a franchise; shows nothing to those who have one. */
export function WhoseChoice({ all }: { all?: string }) {
  const { t } = useTranslation("shell");
  const me = useMe();
  const whose = useWhose();
  const navigate = useNavigate();
  const isOffice = me.data?.role === "head_office";
  const franchises = useFranchises(isOffice);
  // all of one are that one
  if (!isOffice || (all !== undefined && franchises.data?.length === 1)) return null;
  return (
    <Select
      aria-label={t("franchise")}
      placeholder={all ?? t("franchise")}
      clearable={all !== undefined}
      clearButtonProps={{ "aria-label": all }}
      searchable
      w={220}
      value={whose ?? null}
      onChange={(franchise) =>
        void navigate({
          to: ".",
          search: (before: object) => ({ ...before, franchise: franchise ?? undefined }) as never,
          replace: true,
        })
      }
      data={(franchises.data ?? []).map((one) => ({ value: one.code, label: `${one.code} · ${one.name}` }))}
    />
  );
}
