import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/api/client";
import { every } from "@/api/polled";
import type { Span } from "./period";

export type Metrics = Schemas["MetricsAnswer"];
export type Metric = Metrics["metrics"][number];

const AGAIN_MS = 60_000;

export interface Asked extends Span {
  franchise: string | null;
}

/** A period's figures beside those of the period before. */
export function useMetrics(asked: Asked) {
  return useQuery({
    queryKey: ["metrics", asked],
    queryFn: () => answer(api.GET("/v1/metrics", { params: { query: asked } })),
    placeholderData: keepPreviousData,
    refetchInterval: every(AGAIN_MS),
  });
}

/** What became of what people looked at, in a period. */
export function useReviewFigures(asked: Asked) {
  return useQuery({
    queryKey: ["review", "figures", asked],
    queryFn: () => answer(api.GET("/v1/review/figures", { params: { query: asked } })),
    placeholderData: keepPreviousData,
    refetchInterval: every(AGAIN_MS),
  });
}

/** Sessions of a day. */
export function useDay(day: string, franchise: string | null) {
  return useQuery({
    queryKey: ["sessions", "day", day, franchise],
    queryFn: () => answer(api.GET("/v1/sessions", { params: { query: { day, franchise, limit: 200 } } })),
    refetchInterval: every(AGAIN_MS),
  });
}

/** What is under way, and what became of today's photos. */
export function useSummary(franchise: string | null) {
  return useQuery({
    queryKey: ["summary", franchise],
    queryFn: () => answer(api.GET("/v1/summary", { params: { query: { franchise } } })),
    refetchInterval: every(AGAIN_MS / 4),
  });
}

/** Where the same figures are as a file. */
export function fileOf(kind: "csv" | "pdf", asked: Asked): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value) as [string, string][]);
  return `/v1/metrics.${kind}?${query}`;
}
