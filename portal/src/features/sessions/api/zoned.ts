/** How far a time zone is ahead of UTC at an instant, in milliseconds. */
function aheadOfUtc(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instant);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return shown - Math.floor(instant / 1000) * 1000;
}

/** The instant of what a clock on a franchise's wall shows, such as 2026-11-25T17:00; as ISO 8601 in UTC. */
export function instantOf(wall: string, timeZone: string): string {
  const asUtc = Date.parse(`${wall}Z`);
  const first = asUtc - aheadOfUtc(asUtc, timeZone);
  // near a change of the clocks the first guess has the wrong side of it
  return new Date(asUtc - aheadOfUtc(first, timeZone)).toISOString();
}

/** What a clock on a franchise's wall shows at an instant, such as 2026-11-25T17:00. */
export function wallOf(instant: string, timeZone: string): string {
  const at = Date.parse(instant);
  return new Date(at + aheadOfUtc(at, timeZone)).toISOString().slice(0, 16);
}

/** Today where the franchise is, as 2026-11-25. */
export function todayIn(timeZone: string, now: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
}
