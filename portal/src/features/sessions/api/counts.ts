import type { Counts } from "@/components/state-strip";
import { STATES, type State } from "@/components/states";

/** Whether something that the history names is a photo's state. */
export function isState(name: string | null): name is State {
  return name !== null && name in STATES;
}

/** Counts after a photo went from one state to another; null before: it is new. */
export function counted(counts: Counts, before: string | null, after: string | null): Counts {
  if (!isState(after) || before === after) return counts;
  const now = { ...counts, [after]: (counts[after] ?? 0) + 1 };
  return isState(before) ? { ...now, [before]: Math.max((counts[before] ?? 0) - 1, 0) } : now;
}

/** How many there are in all. */
export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
