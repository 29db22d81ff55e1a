import { useDebouncedValue } from "@mantine/hooks";
import { notifyManager, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { isTold, onTelling } from "./telling";
import { Failed } from "./told";

/** What is shown in its place is there by then. */
const SETTLED_MS = 400;

/** Says what failed to load that no part of the page says itself: a list to choose from, a name, a time zone. */
export function Untold() {
  const queries = useQueryClient();
  const subscribe = useCallback(
    (changed: () => void) => {
      // queries are added while components are drawn, which must not draw this one
      const later = notifyManager.batchCalls(changed);
      const ends = [queries.getQueryCache().subscribe(later), onTelling(later)];
      return () => {
        for (const end of ends) end();
      };
    },
    [queries],
  );
  const error = useSyncExternalStore(subscribe, () => firstUntold(queries));
  const [settled] = useDebouncedValue(error, SETTLED_MS);
  if (!error || error !== settled) return null;
  return <Failed error={error} telling={false} again={() => void askAgain(queries)} />;
}

function firstUntold(queries: QueryClient): Error | null {
  const failed = queries.getQueryCache().findAll({ type: "active", predicate: hasFailed });
  return failed.find(({ state }) => !isTold(state.error))?.state.error ?? null;
}

function askAgain(queries: QueryClient): Promise<void> {
  return queries.refetchQueries({ type: "active", predicate: hasFailed });
}

function hasFailed({ state }: { state: { error: unknown } }): boolean {
  return state.error !== null;
}
