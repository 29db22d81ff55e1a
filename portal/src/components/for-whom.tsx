import { Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Franchise, useFranchises } from "@/api/franchises";
import { useMyself } from "@/features/history/components/myself";
import { useMe } from "@/features/sign-in/api/me";
import { useWhose } from "./whose";

const placeOf = (person: string) => `mirrorme-franchise ${person}`;

/** What a browser that keeps nothing for pages kept is nothing. */
function read(place: string): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

function keep(place: string, franchise: string): void {
  try {
    localStorage.setItem(place, franchise);
  } catch {
    // it is asked for again next time
  }
}

/** All franchises, for somebody who works for more than one; none for everybody else. */
export function useSeveral(): readonly Franchise[] {
  const me = useMe();
  const isOffice = me.data?.role === "head_office";
  const all = useFranchises(isOffice).data ?? [];
  return isOffice && all.length > 1 ? all : [];
}

/** What a franchise is called, for somebody who has to tell one from another; nothing for everybody else. */
export function useFranchiseName(): (code: string) => string | undefined {
  const several = useSeveral();
  return (code) => {
    const found = several.find((one) => one.code === code);
    // several may have one name
    return found && `${found.code} · ${found.name}`;
  };
}

export interface ForWhom {
  /** Undefined until it is chosen. */
  franchise: string | undefined;
  several: readonly Franchise[];
  choose(franchise: string): void;
}

/**
 * For which franchise something new is made: one's own, or the only one there is, or what is chosen. Where nothing was
 * chosen yet on this page it is the one whose page this is, or the last one that this person chose in this browser.
 */
export function useForWhom(): ForWhom {
  const me = useMe();
  const isOffice = me.data?.role === "head_office";
  const all = useFranchises(isOffice).data ?? [];
  const whose = useWhose();
  const place = placeOf(useMyself() ?? "");
  const [of, setOf] = useState(whose);
  const [chosen, setChosen] = useState<string>();
  // what was chosen was meant for the page as it was
  if (of !== whose) {
    setOf(whose);
    setChosen(undefined);
  }
  const only = all.length === 1 ? all[0]?.code : undefined;
  const before = [chosen, whose, read(place)].find((code) => all.some((one) => one.code === code));
  return {
    franchise: me.data?.franchise ?? only ?? before ?? undefined,
    several: isOffice && all.length > 1 ? all : [],
    choose: (franchise) => {
      keep(place, franchise);
      setChosen(franchise);
    },
  };
}

/** The choice itself; shows nothing to who has none. */
export function ForWhomChoice({ franchise, several, choose }: ForWhom) {
  const { t } = useTranslation("shell");
  if (several.length === 0) return null;
  return (
    <Select
      label={t("franchise")}
      required
      searchable
      allowDeselect={false}
      placeholder={t("chooseFranchise")}
      nothingFoundMessage={t("noFranchise")}
      value={franchise ?? null}
      onChange={(code) => code && choose(code)}
      data={several.map((one) => ({ value: one.code, label: `${one.code} · ${one.name}` }))}
    />
  );
}
