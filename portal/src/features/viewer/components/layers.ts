import { fullAt, pictureAt } from "../api/pictures";
import type { Size } from "./zoom";

/** An edit to be looked at. */
export interface Shown {
  photo: number;
  edit: number;
  /** Whether it is the photo's last one; only that is there in full. */
  latest: boolean;
  /** Its size in full, where known. */
  size?: Size | undefined;
  /** The part of the original that it was cropped to: left, top, right, bottom, 0 to 1. */
  part?: readonly [number, number, number, number] | undefined;
}

/** What one pane shows, from coarse to fine. */
export interface Layers {
  /** A small one, shown blurred until the next has come. */
  thumb?: string | undefined;
  screen: string;
  /** In full; only for who looks that closely. */
  full?: string | undefined;
  /** A matte that hides all but the subject. */
  mask?: string | undefined;
}

interface Asked {
  shown: Shown;
  /** Another edit, in the original's place. */
  against: number | undefined;
  /** A picture in the edit's place. */
  preview: string | undefined;
  /** Whether somebody looks closer than pictures for screens hold. */
  close: boolean;
}

/** The pictures before and after. */
export function beforeAndAfter({ shown, against, preview, close }: Asked): { before: Layers; after: Layers } {
  const { photo, edit, latest } = shown;
  const after: Layers = { screen: preview ?? pictureAt(photo, "screen", edit) };
  if (preview === undefined) {
    after.thumb = pictureAt(photo, "thumb", edit);
    if (close && latest) after.full = fullAt(photo, "edited", edit);
  }
  if (against !== undefined) {
    const before = { thumb: pictureAt(photo, "thumb", against), screen: pictureAt(photo, "screen", against) };
    return { before, after };
  }
  const before: Layers = {
    thumb: pictureAt(photo, "original-thumb", edit),
    screen: pictureAt(photo, "original-screen", edit),
  };
  if (close) before.full = fullAt(photo, "original", null);
  return { before, after };
}
