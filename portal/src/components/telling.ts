import { useEffect } from "react";

/** Errors that the page shows where they belong, and how often. */
const told = new Map<unknown, number>();
const listeners = new Set<() => void>();

function count(error: unknown, more: 1 | -1): void {
  const times = (told.get(error) ?? 0) + more;
  if (times > 0) told.set(error, times);
  else told.delete(error);
  for (const listener of listeners) listener();
}

/** Note that an error is shown, as long as the component that shows it is; undefined: none is. */
export function useTelling(error: unknown): void {
  useEffect(() => {
    if (error === undefined) return undefined;
    count(error, 1);
    return () => count(error, -1);
  }, [error]);
}

export function isTold(error: unknown): boolean {
  return told.has(error);
}

export function onTelling(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
