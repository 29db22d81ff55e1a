import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { answer, api } from "@/api/client";
import { type LiveEvent, useLiveEvents, usePollInterval } from "@/api/live";
import { every } from "@/api/polled";
import type { Item } from "../components/queue";

const MOST = 200;
/** Who looks at what is not told as it happens. */
const AGAIN_MS = 15_000;
const TOGETHER_MS = 400;
const KEY = ["review"];

interface Listed {
  items: Item[];
  /** The service's clock less this one's, ms. */
  ahead: number;
}

async function listed(): Promise<Listed> {
  const { data, response } = await api.GET("/v1/review", { params: { query: { limit: MOST } } });
  const said = Date.parse(response.headers.get("date") ?? "");
  const items = (data?.items ?? []) as Item[];
  return { items, ahead: Number.isNaN(said) ? 0 : said - Date.now() };
}

/** What waits for people, by when it is due; told anew when photos come or go. */
export function useReview() {
  const polled = usePollInterval();
  const queries = useQueryClient();
  const timer = useRef<number>(undefined);
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.after !== "in_review" && event.before !== "in_review") return;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void queries.invalidateQueries({ queryKey: KEY }), TOGETHER_MS);
    },
    [queries],
  );
  useLiveEvents(hear);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useQuery({ queryKey: KEY, queryFn: listed, refetchInterval: every(polled || AGAIN_MS) });
}

/** Keep a photo for oneself for five minutes, or for five minutes more. */
export function claim(photo: number) {
  return answer(api.POST("/v1/photos/{number}/claim", { params: { path: { number: photo } } }));
}

export function release(photo: number) {
  return answer(api.DELETE("/v1/photos/{number}/claim", { params: { path: { number: photo } } }));
}

/** Publish several. */
export function approveAll(photos: { photo: number; edit: number }[]) {
  return answer(api.POST("/v1/review/batch", { body: { action: "approve", photos, adjustments: BATCH } }));
}

/** A batch has to name them; an approval changes nothing. */
const BATCH = { exposure: 0, warmth: 0 };
