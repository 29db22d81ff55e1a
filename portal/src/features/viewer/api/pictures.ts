import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/api/client";
import type { Size } from "../components/zoom";

export type Kind = Schemas["PicturesAnswer"]["kinds"][number];

/** Where a picture for screens is. With the edit's number it never changes, and browsers keep it. */
export function pictureAt(photo: number, kind: Kind, edit: number | null): string {
  return `/v1/photos/${photo}/pictures/${kind}${edit === null ? "" : `?edit=${edit}`}`;
}

/** Where a picture in full is: the original, or the last edit. */
export function fullAt(photo: number, which: "original" | "edited", edit: number | null): string {
  return `/v1/photos/${photo}/${which}${edit === null ? "" : `#${edit}`}`;
}

function picturesQuery(photo: number, edit: number | null) {
  return queryOptions({
    queryKey: ["pictures", photo, edit],
    queryFn: () =>
      answer(
        api.GET("/v1/photos/{number}/pictures", {
          params: { path: { number: photo }, query: edit === null ? {} : { edit } },
        }),
      ),
    staleTime: edit === null ? 0 : Number.POSITIVE_INFINITY,
  });
}

/** What there is to see of an edit; of the photo alone without one. */
export function usePictures(photo: number, edit: number | null) {
  return useQuery(picturesQuery(photo, edit));
}

const MOST_KEPT = 24;
const kept = new Map<string, { image: HTMLImageElement; size?: Size }>();

/** The size of a picture that was loaded before. */
export function sizeOf(address: string): Size | undefined {
  return kept.get(address)?.size;
}

/** Have a picture decoded before it is wanted, so that it is there at once. */
export function preload(address: string): void {
  const known = kept.get(address);
  if (known) {
    kept.delete(address);
    kept.set(address, known);
    return;
  }
  const image = new Image();
  const entry: { image: HTMLImageElement; size?: Size } = { image };
  kept.set(address, entry);
  image.src = address;
  image.decode().then(
    () => {
      entry.size = { width: image.naturalWidth, height: image.naturalHeight };
    },
    // asked for again by the page when it is shown, which then says why it can't be
    () => kept.delete(address),
  );
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
}

/** Have an edit and its original ready. */
export function preloadPhoto(photo: number, edit: number): void {
  for (const kind of ["screen", "original-screen", "thumb", "original-thumb"] as const) {
    preload(pictureAt(photo, kind, edit));
  }
}
