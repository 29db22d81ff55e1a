import { useMemo, useSyncExternalStore } from "react";
import { type Sending, type Summary, summaryOf, uploads } from "./queue";

/** The files that are sent into a session, or into all, and what they come to. */
export function useUploads(session?: number): { items: readonly Sending[]; summary: Summary } {
  const shown = useSyncExternalStore(uploads.watch, uploads.snapshot);
  return useMemo(() => {
    const items = session === undefined ? shown.items : shown.items.filter((one) => one.session === session);
    return { items, summary: summaryOf(items, shown.paused) };
  }, [shown, session]);
}
