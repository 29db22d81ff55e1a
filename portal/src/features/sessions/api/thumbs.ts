import type { Photo } from "./photos";

/** Where the service has a small picture of a photo; undefined while it has none. */
export function thumbOf(photo: Photo): string | undefined {
  if (photo.state === "erased") return undefined;
  const pictures = `/v1/photos/${photo.id}/pictures`;
  if (photo.edits > 0) return `${pictures}/thumb?edit=${photo.edits}`;
  return photo.state === "rejected" || photo.state === "retake" ? `${pictures}/original-thumb` : undefined;
}

/** Begin to load small pictures that are about to be shown; whoever shows them says which can't be had. */
export function preloadThumbs(photos: readonly Photo[]): void {
  for (const photo of photos) {
    const address = thumbOf(photo);
    if (address) new Image().src = address;
  }
}
