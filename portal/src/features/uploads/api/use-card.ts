import { useEffect, useState } from "react";
import { type Card, readCard } from "./card";
import type { Found } from "./gather";
import type { Held } from "./patience";

/** How far the reading of a card is, and what came of it. */
export interface CardState {
  done: number;
  held?: Held | undefined;
  card?: Card;
  error?: unknown;
}

/** Look for session codes on what was dropped; again: from the beginning. */
export function useCard(found: Found): CardState & { again(): void } {
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<CardState>({ done: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another reading
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    setState({ done: 0 });
    readCard(found.photos, {
      signal,
      hold: (held) => setState((before) => ({ ...before, held })),
      told: (done) => setState((before) => ({ ...before, done })),
    }).then(
      (card) => !signal.aborted && setState({ done: found.photos.length, card }),
      (error) => !signal.aborted && setState((before) => ({ done: before.done, error })),
    );
    return () => stop.abort(new DOMException("closed", "AbortError"));
  }, [found, tries]);
  return { ...state, again: () => setTries((before) => before + 1) };
}
