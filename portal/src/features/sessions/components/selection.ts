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

interface Key {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** What a key does in a grid of so many columns; undefined if it does nothing here. */
export function pressed(
  now: Selection,
  ids: readonly number[],
  columns: number,
  event: Key,
): Selection | undefined {
  const { active } = now;
  const goals: Record<string, number> = {
    ArrowLeft: active - 1,
    ArrowRight: active + 1,
    ArrowUp: active - columns,
    ArrowDown: active + columns,
    Home: 0,
    End: ids.length - 1,
  };
  const goal = goals[event.key];
  if (goal !== undefined) return goTo(now, ids, goal, event.shiftKey);
  if (event.key === " ") return chooseAt(now, ids, active, { shift: event.shiftKey, more: true });
  if (event.key === "Escape") return { ...NOTHING, active };
  if (event.key === "a" && (event.ctrlKey || event.metaKey)) return { ...now, chosen: new Set(ids) };
  return undefined;
}
