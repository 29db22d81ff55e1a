import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useEffect, useReducer } from "react";

/** How long the others wait, so that the pictures of the first page come before them. */
const REST_MS = 400;

/** Ask for page after page until the last is there, whatever else is asked of the list meanwhile. */
export function useAllPages(found: UseInfiniteQueryResult<InfiniteData<unknown>>): void {
  const { hasNextPage, isFetching, fetchNextPage, isError } = found;
  const pages = found.data?.pages.length ?? 0;
  // asking for the list anew cancels what was just asked for, before anything of it is drawn: its end alone tells
  const [asked, ended] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says that it has to be looked at again
  useEffect(() => {
    if (!hasNextPage || isFetching || isError) return undefined;
    const ask = () => void fetchNextPage({ cancelRefetch: false }).then(ended);
    const timer = window.setTimeout(ask, pages > 1 ? 0 : REST_MS);
    return () => window.clearTimeout(timer);
  }, [hasNextPage, isFetching, fetchNextPage, isError, pages, asked]);
}
