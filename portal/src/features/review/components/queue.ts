import type { Schemas } from "@/api/client";
import type { Adjustments } from "@/features/photo/api/photo";

export type Item = Schemas["ReviewItem"];

export type Decision =
  | { act: "approve"; stars?: number | undefined }
  | { act: "retake"; note: string }
  | { act: "re_edit"; adjustments: Adjustments };

/** A decision on its way. waiting: to be sent; sent: the service has it; taken_back: it is being undone. */
export interface Outgoing {
  item: Item;
  decision: Decision;
  /** When it was made, ms. */
  at: number;
  state: "waiting" | "sending" | "sent" | "taken_back";
  /** It was sent before and nobody answered: it may have arrived. */
  unsure: boolean;
}

/** A reviewer's desk. */
export interface Desk {
  /** What waits for a decision, by when it is due. */
  items: readonly Item[];
  /** The photo that is looked at. */
  at: number | undefined;
  /** Decisions, the oldest first. */
  outbox: readonly Outgoing[];
  /** Why photos came back, by photo. */
  back: Readonly<Record<number, string>>;
  /** Stars that go with an approval, by photo. */
  stars: Readonly<Record<number, number>>;
}

export const EMPTY: Desk = { items: [], at: undefined, outbox: [], back: {}, stars: {} };

export type Move =
  | { type: "listed"; items: readonly Item[]; skip: (item: Item) => boolean }
  | { type: "gone_to"; photo: number }
  | { type: "moved"; by: 1 | -1; skip: (item: Item) => boolean }
  | { type: "starred"; stars: number }
  | {
      type: "decided";
      decision: Decision;
      photos?: readonly number[];
      at: number;
      skip: (item: Item) => boolean;
    }
  | { type: "sending"; photos: readonly number[] }
  | { type: "unanswered"; photos: readonly number[] }
  | { type: "sent"; photos: readonly number[] }
  | { type: "refused"; photo: number; why: string; gone: boolean }
  | { type: "taking_back"; photo: number }
  | { type: "taken_back"; photo: number }
  | { type: "kept"; photo: number }
  | { type: "left"; photo: number }
  | { type: "held"; photo: number; by: string | null; until: string | null };

const SENT_KEPT = 100;

function byDue(one: Item, other: Item): number {
  return one.due_at.localeCompare(other.due_at) || one.photo.id - other.photo.id;
}

function with_(items: readonly Item[], item: Item): Item[] {
  return [...items.filter((one) => one.photo.id !== item.photo.id), item].sort(byDue);
}

/** The photo that is looked at next when those given leave the desk. */
function following(
  desk: Desk,
  leaving: ReadonlySet<number>,
  skip: (item: Item) => boolean,
): number | undefined {
  const from = Math.max(
    desk.items.findIndex((one) => one.photo.id === desk.at),
    0,
  );
  const around = [...desk.items.slice(from), ...desk.items.slice(0, from).reverse()];
  const left = around.filter((one) => !leaving.has(one.photo.id));
  return (left.find((one) => !skip(one)) ?? left[0])?.photo.id;
}

function without(desk: Desk, photos: readonly number[], skip: (item: Item) => boolean): Desk {
  const leaving = new Set(photos);
  const at = desk.at !== undefined && leaving.has(desk.at) ? following(desk, leaving, skip) : desk.at;
  return { ...desk, items: desk.items.filter((one) => !leaving.has(one.photo.id)), at };
}

function marked(desk: Desk, photos: readonly number[], some: Partial<Outgoing>): Desk {
  const those = new Set(photos);
  const outbox = desk.outbox.map((one) => (those.has(one.item.photo.id) ? { ...one, ...some } : one));
  return { ...desk, outbox };
}

const nobody = () => false;

/** What the desk is after something happened. Photos that were decided never show twice, and none is lost. */
export function moved(desk: Desk, move: Move): Desk {
  switch (move.type) {
    case "listed":
      return listed(desk, move.items, move.skip);
    case "gone_to":
      return desk.items.some((one) => one.photo.id === move.photo) ? { ...desk, at: move.photo } : desk;
    case "moved":
      return stepped(desk, move.by, move.skip);
    case "starred":
      return desk.at === undefined ? desk : { ...desk, stars: { ...desk.stars, [desk.at]: move.stars } };
    case "decided":
      return decided(desk, move);
    case "sending":
      return marked(desk, move.photos, { state: "sending" });
    case "unanswered":
      return marked(desk, move.photos, { state: "waiting", unsure: true });
    case "sent": {
      const after = marked(desk, move.photos, { state: "sent", unsure: false });
      const sent = after.outbox.filter((one) => one.state === "sent");
      const old = new Set(sent.slice(0, -SENT_KEPT));
      return { ...after, outbox: after.outbox.filter((one) => !old.has(one)) };
    }
    case "refused":
      return refused(desk, move.photo, move.why, move.gone);
    case "taking_back":
      return marked(desk, [move.photo], { state: "taken_back" });
    case "taken_back":
      return back(desk, move.photo, undefined);
    case "kept":
      return marked(desk, [move.photo], { state: "sent" });
    case "left":
      return without(desk, [move.photo], nobody);
    case "held": {
      const items = desk.items.map((one) =>
        one.photo.id === move.photo ? { ...one, claimed_by: move.by, claimed_until: move.until } : one,
      );
      return { ...desk, items };
    }
  }
}

function listed(desk: Desk, items: readonly Item[], skip: (item: Item) => boolean): Desk {
  // what was decided here is told by the service until the decision has arrived there
  const gone = new Map(desk.outbox.map((one) => [one.item.photo.id, one]));
  const fresh = items.filter((item) => {
    const ours = gone.get(item.photo.id);
    // after it was sent, a photo that waits again does so with another edit, or because somebody took it back
    return !ours || (ours.state === "sent" && item.edit.number > ours.item.edit.number);
  });
  const kept = new Set(fresh.map((one) => one.photo.id));
  const leaving = desk.items.filter((one) => !kept.has(one.photo.id)).map((one) => one.photo.id);
  const at = without(desk, leaving, skip).at;
  const sorted = fresh.toSorted(byDue);
  const first = sorted.find((one) => !skip(one)) ?? sorted[0];
  return { ...desk, items: sorted, at: at !== undefined && kept.has(at) ? at : first?.photo.id };
}

function stepped(desk: Desk, by: 1 | -1, skip: (item: Item) => boolean): Desk {
  const from = desk.items.findIndex((one) => one.photo.id === desk.at);
  const way = by === 1 ? desk.items.slice(from + 1) : desk.items.slice(0, Math.max(from, 0)).reverse();
  const to = way.find((one) => !skip(one));
  return to ? { ...desk, at: to.photo.id } : desk;
}

function decided(desk: Desk, move: Extract<Move, { type: "decided" }>): Desk {
  const photos = move.photos ?? (desk.at === undefined ? [] : [desk.at]);
  const those = new Set(photos);
  const items = desk.items.filter((one) => those.has(one.photo.id));
  const outgoing = items.map((item): Outgoing => {
    const stars = desk.stars[item.photo.id];
    const decision = move.decision.act === "approve" && stars ? { ...move.decision, stars } : move.decision;
    return { item, decision, at: move.at, state: "waiting", unsure: false };
  });
  const after = without(
    desk,
    items.map((one) => one.photo.id),
    move.skip,
  );
  const old = desk.outbox.filter((one) => !those.has(one.item.photo.id));
  const told = Object.fromEntries(Object.entries(desk.back).filter(([photo]) => !those.has(Number(photo))));
  return { ...after, outbox: [...old, ...outgoing], back: told };
}

function back(desk: Desk, photo: number, why: string | undefined): Desk {
  const found = desk.outbox.find((one) => one.item.photo.id === photo);
  if (!found) return desk;
  return {
    ...desk,
    items: with_(desk.items, found.item),
    at: why === undefined ? photo : (desk.at ?? photo),
    outbox: desk.outbox.filter((one) => one !== found),
    back: why === undefined ? desk.back : { ...desk.back, [photo]: why },
  };
}

function refused(desk: Desk, photo: number, why: string, gone: boolean): Desk {
  if (!gone) return back(desk, photo, why);
  const outbox = desk.outbox.filter((one) => one.item.photo.id !== photo);
  return { ...desk, outbox, back: { ...desk.back, [photo]: why } };
}

/** The last decision that may still be taken back. */
export function lastDecided(desk: Desk): Outgoing | undefined {
  return desk.outbox.findLast((one) => one.state !== "taken_back");
}

const WINDOW_MS = 5 * 60_000;

/** Decisions a minute, over the last five minutes or since the first of them. */
export function perMinute(times: readonly number[], now: number): number {
  const recent = times.filter((at) => now - at <= WINDOW_MS);
  const first = recent[0];
  if (first === undefined || recent.length < 2) return 0;
  return (recent.length * 60_000) / Math.max(now - first, 1000);
}
