/** Which of some photos are chosen, by their ids; where a range begins, and where the keyboard is, by their index. */
export interface Selection {
  chosen: ReadonlySet<number>;
  anchor: number;
  active: number;
}

export const NOTHING: Selection = { chosen: new Set(), anchor: 0, active: 0 };

function range(ids: readonly number[], from: number, to: number): number[] {
  return ids.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** Choose one; with `shift` all from the last one that was chosen, with `more` beside those that are. */
export function chooseAt(
  now: Selection,
  ids: readonly number[],
  at: number,
  { shift = false, more = false }: { shift?: boolean; more?: boolean } = {},
): Selection {
  const id = ids[at];
  if (id === undefined) return now;
  if (shift) {
    const between = range(ids, now.anchor, at);
    return { ...now, chosen: new Set(more ? [...now.chosen, ...between] : between), active: at };
  }
  if (!more) return { chosen: new Set([id]), anchor: at, active: at };
  const chosen = new Set(now.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { chosen, anchor: at, active: at };
}

/** Go to another one with the keyboard; with `shift` choose what is passed. */
export function goTo(now: Selection, ids: readonly number[], to: number, shift: boolean): Selection {
  const at = Math.max(0, Math.min(to, ids.length - 1));
  if (!shift) return { ...now, active: at };
  return { chosen: new Set(range(ids, now.anchor, at)), anchor: now.anchor, active: at };
}
