import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { answer, api, type Schemas } from "@/api/client";
import { type LiveEvent, live, useLiveEvents, usePollInterval } from "@/api/live";
import { ofEach } from "@/api/of-each";
import { every } from "@/api/polled";
import { useAllPages } from "./all-pages";
import { isState } from "./counts";
import { sessionQuery, useCalm } from "./sessions";
import { preloadThumbs } from "./thumbs";

export type Photo = Schemas["PhotoAnswer"];
type Pages = InfiniteData<Schemas["Page_PhotoAnswer_"], string | null>;

const PAGE = 200;
/** So many come first: more than a screen holds, and few enough to be there at once. */
const FIRST = 48;
/** As many small pictures as the first screen shows are loaded before the page stands. */
const SEEN = 12;
const MOST_ONE_BY_ONE = 12;

function photosQuery(session: number) {
  return infiniteQueryOptions({
    queryKey: ["sessions", "photos", session],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/sessions/{number}/photos", {
          params: {
            path: { number: session },
            query: { limit: pageParam === null ? FIRST : PAGE, cursor: pageParam },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 60_000,
  });
}

/** Begin to ask for a session and its first photos; whoever shows them says what went wrong. */
export function askSession(queries: QueryClient, session: number): void {
  void queries.prefetchQuery(sessionQuery(session));
  const { queryKey, ...rest } = photosQuery(session);
  const known = queries.getQueryData(queryKey) !== undefined;
  void queries.prefetchInfiniteQuery({ queryKey, ...rest }).then(() => {
    if (!known) preloadThumbs(queries.getQueryData(queryKey)?.pages[0]?.items.slice(0, SEEN) ?? []);
  });
}

/** All photos of a session by their number, page after page, with states that change as it happens. */
export function usePhotos(session: number) {
  const queries = useQueryClient();
  const { queryKey } = photosQuery(session);
  const stale = useRef(new Set<number>());
  const catchUp = useCalm(() => {
    const photos = [...stale.current];
    stale.current.clear();
    if (photos.length > MOST_ONE_BY_ONE) void queries.invalidateQueries({ queryKey });
    else for (const photo of photos) void fetchOne(queries, session, photo);
  });
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.session !== session || event.kind !== "photo" || event.photo === null) return;
      const { photo, after } = event;
      if (isState(after)) change(queries, session, photo, (one) => ({ ...one, state: after }));
      stale.current.add(photo);
      catchUp();
    },
    [queries, session, catchUp],
  );
  useLiveEvents(hear);
  useEffect(
    () => live.onReload(() => void queries.invalidateQueries({ queryKey: ["sessions", "photos", session] })),
    [queries, session],
  );

  const found = useInfiniteQuery({ ...photosQuery(session), refetchInterval: every(usePollInterval()) });
  useAllPages(found);
  const photos = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  // each thing that is read draws the page again when it changes: no more than what pages show
  const { error, isError, isPending, isSuccess, refetch } = found;
  return { photos, error, isError, isPending, isSuccess, refetch };
}

/** What the event did not say: reasons, deadline, edits. A photo that is new here is put in its place. */
async function fetchOne(queries: QueryClient, session: number, number: number): Promise<void> {
  const { queryKey } = photosQuery(session);
  try {
    const photo = await answer(api.GET("/v1/photos/{number}", { params: { path: { number } } }));
    await listed(queries, session);
    put(queries, session, photo);
  } catch {
    // the list says why, if that can't be had either
    await queries.invalidateQueries({ queryKey });
  }
}

/** A list that was asked for before would put what it knew in the place of what is told now: it comes first. */
async function listed(queries: QueryClient, session: number): Promise<void> {
  const list = queries.getQueryCache().find({ queryKey: photosQuery(session).queryKey });
  while (list?.state.fetchStatus === "fetching") await list.promise?.catch(() => undefined);
}

function change(queries: QueryClient, session: number, photo: number, to: (one: Photo) => Photo): boolean {
  let found = false;
  queries.setQueryData<Pages>(photosQuery(session).queryKey, (old) => {
    const at = old?.pages.findIndex((page) => page.items.some((one) => one.id === photo)) ?? -1;
    if (!old || at < 0) return old;
    found = true;
    return {
      ...old,
      pages: old.pages.map((page, index) =>
        index === at ? { ...page, items: page.items.map((one) => (one.id === photo ? to(one) : one)) } : page,
      ),
    };
  });
  return found;
}

/** Put what was told of a photo into the list of its session. */
export function put(queries: QueryClient, session: number, photo: Photo): void {
  if (change(queries, session, photo.id, () => photo)) return;
  queries.setQueryData<Pages>(photosQuery(session).queryKey, (old) => {
    const last = old?.pages.at(-1);
    // before its page is there, it will come with it
    if (!old || !last || last.next !== null) return old;
    const items = [...last.items, photo].sort((one, other) => one.number - other.number);
    return { ...old, pages: [...old.pages.slice(0, -1), { ...last, items }] };
  });
}

export interface BatchResult {
  done: number;
  refused: { photo: number; why: unknown }[];
}

type Action = "retry" | "cancel";

function asked(action: Action, number: number): Promise<Photo> {
  const params = { path: { number } };
  return action === "retry"
    ? answer(api.POST("/v1/photos/{number}/retry", { params }))
    : answer(api.POST("/v1/photos/{number}/cancel", { params }));
}

/** Do the same with many photos; what one refuses is no matter to the others. */
export function useBatch(session: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ action, photos }: { action: Action; photos: number[] }): Promise<BatchResult> => {
      const { done, refused } = await ofEach(photos, async (number) =>
        put(queries, session, await asked(action, number)),
      );
      return { done: done.length, refused: refused.map(({ one, why }) => ({ photo: one, why })) };
    },
  });
}

/** What happened to a session, the last first; owners and head office may see it. */
export function useSessionHistory(session: number, views: boolean) {
  return useQuery({
    queryKey: ["sessions", "history", session, views],
    queryFn: async () =>
      (await answer(api.GET("/v1/history", { params: { query: { session, views, limit: 100 } } }))).items,
    staleTime: 0,
  });
}
