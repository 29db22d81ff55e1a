import type { Photo } from "./photos";

/** Where the small picture of an edit is. */
export function thumbOfEdit(photo: number, edit: number): string {
  return `/v1/photos/${photo}/pictures/thumb?edit=${edit}`;
}

/** Where the service has a small picture of a photo; undefined while it has none. */
export function thumbOf(photo: Photo): string | undefined {
  if (photo.state === "erased") return undefined;
  if (photo.edits > 0) return thumbOfEdit(photo.id, photo.edits);
  const turnedAway = photo.state === "rejected" || photo.state === "retake";
  return turnedAway ? `/v1/photos/${photo.id}/pictures/original-thumb` : undefined;
}

/** Begin to load small pictures that are about to be shown; whoever shows them says which can't be had. */
export function preloadThumbs(photos: readonly Photo[]): void {
  for (const photo of photos) {
    const address = thumbOf(photo);
    if (address) new Image().src = address;
  }
}
