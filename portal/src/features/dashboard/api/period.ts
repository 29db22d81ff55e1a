import { instantOf, todayIn } from "@/features/sessions/api/zoned";

export const PERIODS = ["today", "7", "30", "own"] as const;
export type PeriodName = (typeof PERIODS)[number];

export interface PeriodSearch {
  period?: PeriodName;
  from?: string;
  to?: string;
}

export interface Span {
  since: string;
  until: string | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function isPeriod(text: string): text is PeriodName {
  return (PERIODS as readonly string[]).includes(text);
}

/** What an address says about the time that is looked at. */
export function periodIn(search: Record<string, unknown>): PeriodSearch {
  const period = String(search.period ?? "");
  const day = (value: unknown) => (typeof value === "string" && DAY.test(value) ? value : undefined);
  const [from, to] = [day(search.from), day(search.to)];
  return { ...(isPeriod(period) && { period }), ...(from && { from }), ...(to && { to }) };
}

/** The day so many days after one. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** From when until when a period is, by the clock of a franchise. Without an end it goes on until now. */
export function spanOf(search: PeriodSearch, timeZone: string, now: number): Span {
  const today = todayIn(timeZone, now);
  const startOf = (day: string) => instantOf(`${day}T00:00:00`, timeZone);
  const { period = "7", from, to } = search;
  if (period === "own" && from && to && from <= to) {
    return to >= today
      ? { since: startOf(from), until: null }
      : { since: startOf(from), until: startOf(dayAfter(to, 1)) };
  }
  const days = period === "today" ? 1 : period === "30" ? 30 : 7;
  return { since: startOf(dayAfter(today, 1 - days)), until: null };
}
