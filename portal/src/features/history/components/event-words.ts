import type { i18n as I18n } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { isKnown } from "@/components/advice";
import { useMoment } from "@/components/moment";
import { recogniser } from "@/components/recognise";
import { useAlertMessage } from "@/features/office/components/alert-message";
import { useSaid } from "@/features/photo/components/said";
import { SILENT, WHYS } from "./whys";

export type Line = Schemas["EventAnswer"];

const whyIn = recogniser(WHYS);
const silentIn = recogniser(SILENT);

/** How the service writes instants into sentences; it always means UTC. */
const INSTANT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)(?: UTC)?$/;
const NUMBER = /^[+-]?[\d,]+(\.\d+)?%?$/;

/** A figure of the service as the language writes it. */
function figure(language: string, text: string): string {
  const percent = text.endsWith("%");
  const digits = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  const value = Number(text.replace(/[,%]/g, ""));
  return new Intl.NumberFormat(language, {
    style: percent ? "percent" : "decimal",
    minimumFractionDigits: percent ? digits : 0,
    maximumFractionDigits: digits,
    signDisplay: text.startsWith("+") ? "always" : "auto",
  }).format(percent ? value / 100 : value);
}

/** The first of these texts that there is: which ones there are is known when the page runs. */
function firstOf({ exists, t }: I18n, ...keys: string[]): string | undefined {
  const key = keys.find((one) => exists(one));
  return key && (t as (key: string) => string)(key);
}

function stateIn(i18n: I18n, state: string | null): string | null {
  return (state && firstOf(i18n, `studio:states.${state}`, `models:states.${state}`)) ?? state;
}

function kindIn(i18n: I18n, kind: string): string {
  const [what, which = ""] = kind.split(/\.(.*)/);
  // which picture it was is no matter to people, but for whether it was edited
  const view = which.startsWith("original") ? "view.original" : "view.picture";
  const others = { alert: `office:kinds.${which}.title`, view: `history:kinds.${view}` };
  const other = what === "alert" || what === "view" ? [others[what]] : [];
  return (
    (kind.includes(".") || kind === "photo" ? firstOf(i18n, `history:kinds.${kind}`, ...other) : "") || kind
  );
}

const reasonIn = (i18n: I18n, code: string) =>
  (isKnown(code) && firstOf(i18n, `studio:reasons.${code}.title`)) || code;
const fieldIn = (i18n: I18n, field: string) => firstOf(i18n, `history:fields.${field}`) ?? field;

/** Says lines of the history in the page's language; what is not known here stays in the service's words. */
export function useEventWords() {
  const { t, i18n } = useTranslation("history");
  const factor = useSaid();
  const alert = useAlertMessage();
  const moment = useMoment("minute");
  // a new object in each language, so that what was said in another one is not kept
  return useMemo(() => {
    const lane = (text: string) => firstOf(i18n, `studio:lanes.${text}`) ?? text;
    const each = (one: (i18n: I18n, text: string) => string) => (text: string) =>
      text
        .split(", ")
        .map((part) => one(i18n, part))
        .join(", ");
    const blanks: Record<string, (text: string) => string> = {
      reasons: each(reasonIn),
      fields: each(fieldIn),
      doubt: factor,
      alert,
      role: (text) => firstOf(i18n, `people:keys.roles.${text}`) ?? text,
      lane,
      from: lane,
      to: lane,
      modelState: (text) => stateIn(i18n, text) ?? text,
    };

    /** franchise: by whose clock instants are said. */
    function sentence(text: string, franchise: string | null): string {
      const told = whyIn(text);
      if (!told) return alert(text);
      const fill = (blank: string, of: string) => {
        const [, day, time] = INSTANT.exec(of) ?? [];
        if (day) return moment(`${day}T${time}Z`, franchise);
        if (NUMBER.test(of)) return figure(i18n.language, of);
        return blank === "what" ? sentence(of, franchise) : (blanks[blank]?.(of) ?? of);
      };
      const filled = Object.entries(told.blanks).map(([blank, of]) => [blank, fill(blank, of)] as const);
      // which blanks a sentence has is known by its words alone
      const say = t as (key: string, filled: Record<string, string | number>) => string;
      // what is counted decides which form of the sentence it is
      const { n, days = n ?? "" } = told.blanks;
      const count = Number(days.replace(/,/g, ""));
      return say(`whys.${told.key}`, { ...Object.fromEntries(filled), count });
    }

    const kind = (name: string) => kindIn(i18n, name);
    const state = (name: string | null) => stateIn(i18n, name);
    return {
      kind,
      state,
      /** What happened: what became of a photo, else what kind of thing it was. */
      title: (line: Line): string => (line.kind === "photo" && state(line.after)) || kind(line.kind),
      /** Why; empty where that says no more than what happened. */
      why: (line: Line): string => (silentIn(line.why) ? "" : sentence(line.why, line.franchise)),
    };
  }, [t, i18n, factor, alert, moment]);
}
