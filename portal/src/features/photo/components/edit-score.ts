import type { Shown } from "@/features/viewer/components/layers";
import type { Edit, Score } from "../api/photo";

/** How an edit was judged; null if nobody judged it. */
export function scoreOf(edit: Edit | undefined): Score | null {
  const found: unknown = edit?.measured.score;
  return found && typeof found === "object" && "factors" in found ? (found as Score) : null;
}

type Window = readonly [number, number, number, number];

function windowOf(measured: Record<string, unknown>): Window | undefined {
  const { window } = measured;
  if (!Array.isArray(window) || window.length !== 4 || window.some((edge) => typeof edge !== "number"))
    return undefined;
  return window as unknown as Window;
}

/** An edit as the viewer takes it. */
export function shownOf(photo: number, edits: number, edit: Edit | undefined, number: number): Shown {
  const shown: Shown = { photo, edit: number, latest: number === edits };
  const { width, height } = edit?.measured ?? {};
  if (!edit || typeof width !== "number" || typeof height !== "number") return shown;
  const window = windowOf(edit.measured);
  if (!window) return isCropped(edit) ? shown : { ...shown, size: { width, height } };
  const [left, top, right, bottom] = window;
  const size = { width: right - left, height: bottom - top };
  return { ...shown, size, part: [left / width, top / height, right / width, bottom / height] };
}

function isCropped(edit: Edit): boolean {
  const { steps } = edit.recipe;
  return Array.isArray(steps) && steps.some((step) => step?.step === "frame" && step.aspect !== "none");
}
