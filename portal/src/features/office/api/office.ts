import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useChange } from "@/api/change";
import { answer, api, type Schemas } from "@/api/client";
import { every } from "@/api/polled";

export type Load = Schemas["LoadAnswer"]["franchises"][number];
export type Alert = Schemas["AlertAnswer"];
export type Lane = Schemas["Lane"];
export type Founded = Schemas["FoundedAnswer"];
export type Rates = Schemas["RatesAnswer"];
export type NewFranchise = Schemas["FranchiseBody"];

const SOON_MS = 5000;
const LATER_MS = 30_000;
const loadKey = ["load"] as const;
const failedKey = ["photos", "failed"] as const;
const alertsKey = ["alerts"] as const;

/** What goes on in each studio now. */
export function useLoad() {
  return useQuery({
    queryKey: loadKey,
    queryFn: async () => (await answer(api.GET("/v1/load"))).franchises,
    refetchInterval: every(SOON_MS),
  });
}

export function useFound() {
  return useChange(
    ({ body, key }: { body: NewFranchise; key: string }) =>
      answer(api.POST("/v1/franchises", { body, params: { header: { "idempotency-key": key } } })),
    loadKey,
    ["franchises"],
  );
}

/** Lanes with what waits in them, and the workers that live. */
export function useLive() {
  return useQuery({
    queryKey: ["summary", null],
    queryFn: () => answer(api.GET("/v1/summary")),
    refetchInterval: every(SOON_MS),
  });
}

export function useMoveLane() {
  return useChange(
    ({ name, paused }: { name: Lane; paused: boolean }) => {
      const params = { path: { name } };
      return paused
        ? answer(api.POST("/v1/lanes/{name}/pause", { params }))
        : answer(api.POST("/v1/lanes/{name}/resume", { params }));
    },
    ["summary"],
    ["lanes"],
  );
}

/** Photos whose edit failed, the newest first. */
export function useFailed(franchise: string | undefined) {
  return useInfiniteQuery({
    queryKey: [...failedKey, franchise],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/photos", {
          params: { query: { state: "failed", franchise: franchise ?? null, limit: 50, cursor: pageParam } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: every(LATER_MS),
  });
}

export function useRetry() {
  return useChange(
    (number: number) => answer(api.POST("/v1/photos/{number}/retry", { params: { path: { number } } })),
    failedKey,
    loadKey,
  );
}

export function useRetryAll() {
  return useChange(
    (franchise: string | undefined) =>
      answer(api.POST("/v1/retry", { body: { franchise: franchise ?? null } })),
    failedKey,
    loadKey,
  );
}

/** Alarms, the newest first; with `open`, those that go on. */
export function useAlerts(open: boolean, franchise: string | undefined) {
  return useInfiniteQuery({
    queryKey: [...alertsKey, open, franchise],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/alerts", {
          params: { query: { open, franchise: franchise ?? null, limit: 50, cursor: pageParam } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: every(LATER_MS),
  });
}

export function useAcknowledge() {
  return useChange(
    (number: number) => answer(api.POST("/v1/alerts/{number}/acknowledge", { params: { path: { number } } })),
    alertsKey,
  );
}

export interface AuditFilters {
  kind: string | null;
  who: string | null;
  franchise: string | null;
  since: string | null;
  until: string | null;
  /** With who looked at pictures. */
  views: boolean;
}

/** What happened, the last first. */
export function useAudit(filters: AuditFilters) {
  return useInfiniteQuery({
    queryKey: ["history", filters],
    queryFn: ({ pageParam }) =>
      answer(api.GET("/v1/history", { params: { query: { ...filters, limit: 50, cursor: pageParam } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function useCosts() {
  return useQuery({ queryKey: ["costs"], queryFn: () => answer(api.GET("/v1/costs")), staleTime: 300_000 });
}

export function useSetRates() {
  return useChange((body: Schemas["RatesBody"]) => answer(api.PUT("/v1/costs/rates", { body })), ["costs"]);
}

export function useSystem() {
  return useQuery({
    queryKey: ["system"],
    queryFn: () => answer(api.GET("/v1/system")),
    refetchInterval: every(LATER_MS),
  });
}
