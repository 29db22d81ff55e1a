import { useSyncExternalStore } from "react";

const WRONG_MS = 1500;
let ahead = 0;

/** Learn from an answer what time it is for the service; the clock of this device may be wrong. */
export function learnTime(header: string | null): void {
  const told = Date.parse(header ?? "");
  if (Number.isNaN(told)) return;
  // the header has whole seconds: half of one is right on average, and nearer than that is not worth a jump
  const difference = told + 500 - Date.now();
  if (Math.abs(difference - ahead) > WRONG_MS) ahead = difference;
}

/** The time of the service, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + ahead;
}

const watchers = new Set<() => void>();
let timer: number | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= window.setInterval(() => {
    for (const one of watchers) one();
  }, 1000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The time of the service, told anew every second: in whole seconds since 1970. */
export function useServerSeconds(): number {
  return useSyncExternalStore(watch, () => Math.floor(serverNow() / 1000));
}
