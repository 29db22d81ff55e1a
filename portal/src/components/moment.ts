import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFranchises } from "@/api/franchises";

/** The reader's own time zone. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const FORMS = {
  day: { dateStyle: "long" },
  minute: { dateStyle: "medium", timeStyle: "short" },
  second: { dateStyle: "medium", timeStyle: "medium" },
  weekday: { weekday: "short", hour: "2-digit", minute: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type Form = keyof typeof FORMS;

const made = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one takes longer than all that it is asked for. */
function formatOf(language: string, timeZone: string, form: Form | "zone"): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${form}`;
  const options = form === "zone" ? ({ timeZoneName: "short" } as const) : FORMS[form];
  const found = made.get(key) ?? new Intl.DateTimeFormat(language, { ...options, timeZone });
  made.set(key, found);
  return found;
}

interface Clock {
  language: string;
  form: Form;
  /** Whose clock it is said by; undefined while that isn't known: UTC, which is named. */
  zone: string | undefined;
  /** The reader's own. */
  here: string;
  /** Name the zone even if the reader's clock shows the same. */
  named: boolean;
}

/** An instant of the API by a studio's clock; the zone is named if the reader's clock shows something else. */
export function momentOf(at: string, { language, form, zone = "UTC", here, named }: Clock): string {
  const instant = new Date(at);
  const text = formatOf(language, zone, form).format(instant);
  if (form === "day" || (!named && formatOf(language, here, form).format(instant) === text)) return text;
  const parts = formatOf(language, zone, "zone").formatToParts(instant);
  return `${text} ${parts.find((part) => part.type === "timeZoneName")?.value ?? zone}`;
}

/** Gives a franchise's time zone, undefined while it isn't known; the reader's own for what is about no franchise. */
export function useZone(): (franchise: string | null) => string | undefined {
  const { data } = useFranchises();
  return useCallback(
    (franchise) => (franchise === null ? HERE : data?.find((one) => one.code === franchise)?.timezone),
    [data],
  );
}

/**
 * Says instants in the page's language by the clock of the franchise that they are about, or the reader's own (null).
 * named: with the zone wherever it is, for lists in which zones are mixed.
 */
export function useMoment(form: Form, named = false): (at: string, franchise: string | null) => string {
  const { language } = useTranslation().i18n;
  const zoneOf = useZone();
  return useCallback(
    (at, franchise) => momentOf(at, { language, form, zone: zoneOf(franchise), here: HERE, named }),
    [language, form, named, zoneOf],
  );
}
