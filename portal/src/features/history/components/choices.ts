import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { languageNow } from "@/i18n";
import { useNames } from "../api/names";
import { useEventWords } from "./event-words";

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, before = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [before + key] : leaves(value, `${before}${key}.`),
  );
}

/** The kinds of things that happen, by their names in the page's language. */
export function useKinds(): { value: string; label: string }[] {
  const { i18n } = useTranslation();
  const words = useEventWords();
  return useMemo(() => {
    const { kinds = {} }: { kinds?: Tree } = i18n.getResourceBundle(languageNow(), "history");
    // looks at pictures are of many kinds, and asked for by a switch
    return leaves(kinds)
      .filter((kind) => !kind.startsWith("view."))
      .map((value) => ({ value, label: words.kind(value) }))
      .toSorted((one, other) => one.label.localeCompare(other.label, i18n.language));
  }, [words, i18n, i18n.language]);
}

/** Who did something, to be chosen by name; a key's name, or what the history calls them, may be typed too. */
export function useWhoChoice(): { choices: string[]; asked: (text: string) => string | null } {
  const { t } = useTranslation("history");
  const names = useNames();
  return useMemo(() => {
    const found = new Map<string, string>([
      [t("who.system"), "service"],
      [t("who.command"), "admin"],
    ]);
    for (const [person, name] of names ?? [])
      found.set(found.has(name) ? `${name} (${person})` : name, `person-${person}`);
    return {
      choices: [...found.keys()],
      asked: (text) => found.get(text.trim()) ?? (text.trim() || null),
    };
  }, [t, names]);
}
