import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { answer, api, type Schemas } from "@/api/client";
import { type LiveEvent, live, useLiveEvents, usePollInterval } from "@/api/live";
import { every } from "@/api/polled";
import { counted, isState } from "./counts";
import type { Filters, Lane } from "./filters";

export type Session = Schemas["SessionAnswer"];
type Pages = InfiniteData<Schemas["Page_SessionAnswer_"]>;

const LISTS = ["sessions", "list"] as const;
const CALM_MS = 400;

function sessionsQuery(filters: Filters) {
  return infiniteQueryOptions({
    queryKey: [...LISTS, filters],
    queryFn: ({ pageParam }) =>
      answer(api.GET("/v1/sessions", { params: { query: { ...filters, limit: 50, cursor: pageParam } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export const sessionQuery = (number: number) =>
  queryOptions({
    queryKey: ["sessions", "one", number],
    queryFn: () => answer(api.GET("/v1/sessions/{number}", { params: { path: { number } } })),
  });

/** Sessions by what they are narrowed to, with counts that change as it happens. */
export function useSessions(filters: Filters) {
  const queries = useQueryClient();
  const refresh = useCalm(() => void queries.invalidateQueries({ queryKey: LISTS }));
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.kind.startsWith("session.")) refresh();
      if (event.kind !== "photo" || event.session === null) return;
      const { session, before, after } = event;
      let [found, bare] = [false, false];
      queries.setQueriesData<Pages>(
        { queryKey: LISTS },
        (old) =>
          old && {
            ...old,
            pages: old.pages.map((page) => ({
              ...page,
              items: page.items.map((one) => {
                if (one.id !== session) return one;
                found = true;
                bare ||= !one.cover && after === "scored";
                return { ...one, counts: counted(one.counts ?? {}, before, after) };
              }),
            })),
          },
      );
      if (!found || bare) refresh();
    },
    [queries, refresh],
  );
  useLiveEvents(hear);
  useEffect(() => live.onReload(refresh), [refresh]);
  return useInfiniteQuery({ ...sessionsQuery(filters), refetchInterval: every(usePollInterval()) });
}

/** One session; asked for anew when something of it itself changes. */
export function useSession(number: number) {
  const queries = useQueryClient();
  const { queryKey } = sessionQuery(number);
  const refresh = useCalm(() => void queries.invalidateQueries({ queryKey }));
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.session !== number) return;
      if (event.kind === "photo" && isState(event.after)) {
        queries.setQueryData<Session>(
          ["sessions", "one", number],
          (old) => old && { ...old, counts: counted(old.counts ?? {}, event.before, event.after) },
        );
      }
      refresh();
    },
    [queries, number, refresh],
  );
  useLiveEvents(hear);
  useEffect(() => live.onReload(refresh), [refresh]);
  return useQuery({ ...sessionQuery(number), refetchInterval: every(usePollInterval()) });
}

/** Call it as often as you like: it is done once things have been calm for a moment, and at least every ten moments. */
export function useCalm(what: () => void): () => void {
  const latest = useRef(what);
  latest.current = what;
  const timer = useRef<number>(undefined);
  const since = useRef<number>(undefined);
  return useCallback(() => {
    window.clearTimeout(timer.current);
    since.current ??= Date.now();
    const wait = Date.now() - since.current > 10 * CALM_MS ? 0 : CALM_MS;
    timer.current = window.setTimeout(() => {
      since.current = undefined;
      latest.current();
    }, wait);
  }, []);
}

/** A booking; its look is what the booking type has. */
export type NewSession = Omit<Schemas["SessionBody"], "look">;

export function useNewSession() {
  const queries = useQueryClient();
  return useMutation({
    // pressed twice it is asked twice with one key, one after the other: the second is answered as the first
    scope: { id: "new-session" },
    mutationFn: ({ body, key }: { body: NewSession; key: string }) =>
      // what has a default may be left out, though the generated type says otherwise
      answer(
        api.POST("/v1/sessions", {
          body: body as Schemas["SessionBody"],
          params: { header: { "idempotency-key": key } },
        }),
      ),
    onSuccess: (made) => {
      queries.setQueryData(sessionQuery(made.id).queryKey, made);
      return queries.invalidateQueries({ queryKey: LISTS });
    },
  });
}

function useChange<Asked, Answered>(number: number, ask: (asked: Asked) => Promise<Answered>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSettled: () => queries.invalidateQueries({ queryKey: ["sessions"] }),
    meta: { session: number },
  });
}

/** Another lane for what waits of a session. */
export function move(number: number, lane: Lane) {
  const params = { path: { number } };
  return answer(api.PATCH("/v1/sessions/{number}", { params, body: { lane } as Schemas["SessionChange"] }));
}

export function cancel(number: number) {
  return answer(api.POST("/v1/sessions/{number}/cancel", { params: { path: { number } } }));
}

/** Has all that failed of a session edited again; gives how many these are. */
export function retry(number: number) {
  return answer(api.POST("/v1/sessions/{number}/retry", { params: { path: { number } } }));
}

export function useMoveSession(number: number) {
  return useChange(number, (lane: Lane) => move(number, lane));
}

/** What is left out stays as it is. due_at, customer: null for none. */
export type SessionChange = Partial<Pick<Schemas["SessionChange"], "name" | "customer" | "due_at">>;

export function useChangeSession(number: number) {
  const params = { path: { number } };
  return useChange(number, (body: SessionChange) =>
    answer(api.PATCH("/v1/sessions/{number}", { params, body: body as Schemas["SessionChange"] })),
  );
}

export function useCancelSession(number: number) {
  return useChange(number, () => cancel(number));
}

export function useRetrySession(number: number) {
  return useChange(number, () => retry(number));
}

/** What can be booked of a franchise; nothing is asked without one. */
export function useBookingTypes(franchise: string | undefined) {
  return useQuery({
    queryKey: ["booking-types", franchise],
    queryFn: async () =>
      (
        await answer(
          api.GET("/v1/booking-types", { params: { query: { franchise: franchise ?? null, limit: 200 } } }),
        )
      ).items,
    staleTime: 300_000,
    enabled: franchise !== undefined,
  });
}

/** What was booked, which may be offered no more. */
export function useBookingType(number: number) {
  return useQuery({
    queryKey: ["booking-types", "one", number],
    queryFn: () => answer(api.GET("/v1/booking-types/{number}", { params: { path: { number } } })),
    staleTime: 300_000,
  });
}

/** A franchise; nothing is asked without one. */
export function useStudio(franchise: string | null | undefined) {
  return useQuery({
    queryKey: ["franchises", franchise],
    queryFn: () => answer(api.GET("/v1/franchises/{code}", { params: { path: { code: franchise ?? "" } } })),
    enabled: Boolean(franchise),
    staleTime: 300_000,
  });
}

/** Of the franchise that times are promised in; undefined while it isn't known: nothing can be promised till then. */
export function useTimezone(franchise: string | null | undefined): string | undefined {
  return useStudio(franchise).data?.timezone;
}
