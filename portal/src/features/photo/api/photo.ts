import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { answer, api, type Schemas } from "@/api/client";
import { type LiveEvent, useLiveEvents, usePollInterval } from "@/api/live";
import { every } from "@/api/polled";

export type Photo = Schemas["PhotoAnswer"];
export type Edit = Schemas["EditAnswer"];
export type Score = Schemas["ScoreAnswer"];
export type Adjustments = Partial<Schemas["Adjustments"]>;

const MOST = 200;

function photoQuery(number: number) {
  return queryOptions({
    queryKey: ["photo", number, "now"],
    queryFn: () => answer(api.GET("/v1/photos/{number}", { params: { path: { number } } })),
  });
}

/** One photo, as it is now. */
export function usePhoto(number: number) {
  return useQuery({ ...photoQuery(number), refetchInterval: every(usePollInterval()) });
}

/** A photo's finished edits, the first one first. edits: how many there are. */
export function useEdits(number: number, edits: number | undefined) {
  return useQuery({
    queryKey: ["photo", number, "edits", edits],
    queryFn: () =>
      answer(api.GET("/v1/photos/{number}/edits", { params: { path: { number }, query: { limit: MOST } } })),
    enabled: edits !== undefined && edits > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before, query) => (query?.queryKey[1] === number ? before : undefined),
    select: (page) => page.items,
  });
}

/** What happened to a photo: who, when, what. views: with who looked at its pictures. */
export function useHistory(number: number, views: boolean) {
  return useQuery({
    queryKey: ["photo", number, "history", views],
    queryFn: () =>
      answer(
        api.GET("/v1/photos/{number}/history", {
          params: { path: { number }, query: { limit: MOST, views } },
        }),
      ),
    refetchInterval: every(usePollInterval()),
    select: (page) => page.items,
  });
}

/** The photos before and after one in its session. */
export function useNeighbours(photo: Photo | undefined) {
  const session = photo?.session;
  return useQuery({
    queryKey: ["neighbours", session],
    enabled: session !== undefined,
    staleTime: 60_000,
    queryFn: async () => {
      const found: { id: number; edits: number; franchise: string }[] = [];
      let cursor: string | null = null;
      do {
        const page: Schemas["Page_PhotoAnswer_"] = await answer(
          api.GET("/v1/sessions/{number}/photos", {
            params: { path: { number: session ?? 0 }, query: { limit: MOST, cursor } },
          }),
        );
        found.push(...page.items);
        cursor = page.next;
      } while (cursor);
      return found;
    },
    select: (all) => {
      const at = all.findIndex((one) => one.id === photo?.id);
      return { before: all[at - 1], after: at < 0 ? undefined : all[at + 1], at: at + 1, all: all.length };
    },
  });
}

/** The session that a photo is of. */
export function useSessionOf(photo: Photo | undefined) {
  return useQuery({
    queryKey: ["session", photo?.session],
    queryFn: () =>
      answer(api.GET("/v1/sessions/{number}", { params: { path: { number: photo?.session ?? 0 } } })),
    enabled: photo !== undefined,
    staleTime: 60_000,
  });
}

/** Everything about a photo is asked for again when something happened to it. */
export function usePhotoNews(number: number): void {
  const queries = useQueryClient();
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.photo === number) void queries.invalidateQueries({ queryKey: ["photo", number] });
    },
    [queries, number],
  );
  useLiveEvents(hear);
}

export type PhotoAct =
  | { act: "approve"; edit: number }
  | { act: "re_edit"; edit: number; adjustments: Adjustments }
  | { act: "retake"; edit: number; note: string }
  | { act: "undo" | "retry" | "cancel" };

/** Do something with a photo; gives the photo as it is then. */
export function actOn(number: number, asked: PhotoAct): Promise<Photo> {
  const params = { path: { number } };
  switch (asked.act) {
    case "approve":
      return answer(api.POST("/v1/photos/{number}/approve", { params, body: { edit: asked.edit } }));
    case "retake":
      return answer(
        api.POST("/v1/photos/{number}/retake", { params, body: { edit: asked.edit, note: asked.note } }),
      );
    case "re_edit": {
      const body = { edit: asked.edit, adjustments: asked.adjustments as Schemas["Adjustments"] };
      return answer(api.POST("/v1/photos/{number}/re-edit", { params, body }));
    }
    case "undo":
      return answer(api.POST("/v1/photos/{number}/undo", { params }));
    case "retry":
      return answer(api.POST("/v1/photos/{number}/retry", { params }));
    case "cancel":
      return answer(api.POST("/v1/photos/{number}/cancel", { params }));
  }
}

export function usePhotoAct(number: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (asked: PhotoAct) => actOn(number, asked),
    onSuccess: (photo) => queries.setQueryData(photoQuery(number).queryKey, photo),
    onSettled: () => queries.invalidateQueries({ queryKey: ["photo", number] }),
  });
}
