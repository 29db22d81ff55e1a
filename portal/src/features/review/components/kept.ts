import type { Outgoing } from "./queue";

function placeOf(person: string): string {
  return `mirrorme-review-${person}`;
}

/** Decisions that were made here and may not have arrived, from before the page was left. */
export function readOutbox(person: string): Outgoing[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(placeOf(person)) ?? "[]");
    return Array.isArray(found)
      ? (found as Outgoing[]).filter((one) => one?.item?.photo?.id && one.decision?.act)
      : [];
  } catch {
    return [];
  }
}

/** Keep those that have not arrived, on this device. */
export function keepOutbox(person: string, outbox: readonly Outgoing[]): void {
  const left = outbox
    .filter((one) => one.state === "waiting" || one.state === "sending")
    .map((one) => ({ ...one, unsure: one.unsure || one.state === "sending", state: "waiting" }));
  if (left.length > 0) localStorage.setItem(placeOf(person), JSON.stringify(left));
  else localStorage.removeItem(placeOf(person));
}
