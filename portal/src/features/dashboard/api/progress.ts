import type { Counts } from "@/components/state-strip";
import { ALL_STATES, DONE, GONE, SETTLED, STUCK, type State } from "@/components/states";

export interface Progress {
  done: number;
  /** Without those that nobody waits for any more. */
  all: number;
  /** On their way without anybody's doing, or in review. */
  open: number;
  /** States with photos in them that a person has to do something about. */
  stuck: State[];
}

/** How far a session is: what waits for the photographer is not done. */
export function progressOf(counts: Counts): Progress {
  const sum = (wanted: (state: State) => boolean) =>
    ALL_STATES.filter(wanted).reduce((all, state) => all + (counts[state] ?? 0), 0);
  return {
    done: sum((state) => DONE.has(state)),
    all: sum((state) => !GONE.has(state)),
    open: sum((state) => !SETTLED.has(state)),
    stuck: ALL_STATES.filter((state) => STUCK.has(state) && (counts[state] ?? 0) > 0),
  };
}
