import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Adjustments } from "@/features/photo/api/photo";
import { type BatchResult, type Photo, put } from "./photos";

/** So many the API takes at once. */
const MOST = 200;
const NAMED = ["backdrop", "style", "exposure", "warmth", "crop", "matte"] as const;
const EDITABLE: ReadonlySet<Photo["state"]> = new Set(["in_review", "published", "retake"]);

/** Whether there is an edit that another one can be made of. */
export function canBeAdjusted(photo: Photo): boolean {
  return photo.edits > 0 && EDITABLE.has(photo.state);
}

/** A photo's own settings, which others can be given; empty where it has none. */
export function settingsOf(photo: Photo): Adjustments {
  const named = NAMED.map((name) => [name, photo.adjustments[name]] as const);
  return Object.fromEntries(
    named.filter(([, value]) => value !== undefined && value !== null),
  ) as Adjustments;
}

/** A batch of what can be asked for at once. */
type Ask = (photos: Schemas["BatchPhoto"][]) => Promise<Schemas["BatchAnswer"]>;

/** Ask for all, as many at once as may be; when some could not be asked for, the others are. */
export async function inBatches(
  photos: readonly Photo[],
  ask: Ask,
): Promise<BatchResult & { photos: Photo[] }> {
  const result = { done: 0, refused: [] as BatchResult["refused"], photos: [] as Photo[] };
  for (let at = 0; at < photos.length; at += MOST) {
    const some = photos.slice(at, at + MOST);
    try {
      const told = await ask(some.map(({ id, edits }) => ({ photo: id, edit: edits })));
      result.done += told.done.length;
      result.photos.push(...told.done);
      for (const one of told.refused) {
        result.refused.push({ photo: one.photo, why: new Problem(409, one.code, one.message) });
      }
    } catch (why) {
      if (why instanceof Problem && why.signedOut) throw why;
      result.refused.push(...some.map(({ id }) => ({ photo: id, why })));
    }
  }
  return result;
}

/** Have photos edited again, all with the same adjustments; what these don't name stays as each photo has it. */
export function useReEdit(session: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({
      photos,
      adjustments,
    }: {
      photos: readonly Photo[];
      adjustments: Adjustments;
    }): Promise<BatchResult> => {
      const result = await inBatches(photos, (some) =>
        answer(api.POST("/v1/review/batch", { body: { action: "re_edit", photos: some, adjustments } })),
      );
      for (const photo of result.photos) put(queries, session, photo);
      return result;
    },
  });
}
