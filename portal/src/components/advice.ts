import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { asFault, useSaid } from "@/features/photo/components/said";

export type Reason = Schemas["ReasonAnswer"];

/** What an edit's score found; the message begins with what exactly. */
const LOW = ["low_edges", "low_light", "low_colour", "low_composition", "low_artifacts"] as const;
const KNOWN = [
  "too_dark",
  "too_bright",
  "out_of_focus",
  "too_small",
  "too_compressed",
  "format_not_taken",
  "not_a_photo",
  "unsupported_format",
  "damaged",
  "truncated",
  "empty_file",
  "too_many_bytes",
  "too_many_pixels",
  "too_few_pixels",
  "raw_undecodable",
  "no_subject",
  "subject_missed",
  "out_of_memory",
  "never_finished",
  ...LOW,
] as const;
type Code = (typeof KNOWN)[number];

/** Whether it is a reason that is said here in words of our own. */
export function isKnown(code: string): code is Code {
  return (KNOWN as readonly string[]).includes(code);
}

function isLow(code: string): boolean {
  return (LOW as readonly string[]).includes(code);
}

/** How large a picture is, and how large it has to be, in the service's words. */
const SIZES = /(\d+ x \d+) pixels, print needs (\d+ x \d+)/;

/** The first sentence of a message, said in the page's language. */
export function foundIn(message: string, said: (sentence: string) => string): string {
  const found = message.split(". ", 1)[0] ?? "";
  const text = said(asFault(found.charAt(0).toLowerCase() + found.slice(1)));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** EV in the half stops that cameras have, with its sign. */
export function halfStops(language: string, stops: number): string {
  const half = Math.sign(stops) * Math.max(Math.round(Math.abs(stops) * 2) / 2, 0.5);
  return new Intl.NumberFormat(language, { signDisplay: "always", maximumFractionDigits: 1 }).format(half);
}

export interface Advice {
  title: string;
  /** What to do about it, as one would tell a photographer. */
  todo: string;
}

/** What holds of both reasons, which have one code: how dark, or where, is said of photos that agree in it. */
export function common(one: Reason, other: Reason): Reason {
  const stops = (reason: Reason) => (reason.stops ? halfStops("en", reason.stops) : "");
  return {
    code: one.code,
    message: one.message === other.message ? one.message : "",
    stops: stops(one) === stops(other) ? (one.stops ?? null) : null,
  };
}

/** What a reason means and what to do; what is not known here is said in the service's own words. */
export function useAdvice(): (reason: Reason) => Advice {
  const { t, i18n } = useTranslation("studio");
  const said = useSaid();
  return useCallback(
    (reason) => {
      if (!isKnown(reason.code)) return { title: t("reasons.other"), todo: reason.message };
      const title = t(`reasons.${reason.code}.title`);
      if ((reason.code === "too_dark" || reason.code === "too_bright") && reason.stops) {
        return {
          title,
          todo: t(`reasons.${reason.code}.by`, { ev: halfStops(i18n.language, reason.stops) }),
        };
      }
      const [, is, needs] = SIZES.exec(reason.message)?.map((size) => size.replace("x", "×")) ?? [];
      if (reason.code === "too_small" && is) return { title, todo: t("reasons.too_small.by", { is, needs }) };
      const todo = t(`reasons.${reason.code}.todo`);
      if (!isLow(reason.code) || !reason.message) return { title, todo };
      return { title, todo: `${foundIn(reason.message, said)} ${todo}` };
    },
    [t, i18n.language, said],
  );
}
