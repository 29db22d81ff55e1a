import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/api/client";
import { usePollInterval } from "@/api/live";

export type Session = Schemas["SessionAnswer"];

export const sessionsQuery = infiniteQueryOptions({
  queryKey: ["sessions"],
  queryFn: ({ pageParam }) =>
    answer(api.GET("/v1/sessions", { params: { query: { limit: 50, cursor: pageParam } } })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export function useSessions() {
  return useInfiniteQuery({ ...sessionsQuery, refetchInterval: usePollInterval() });
}
