import type { Style, StyleBody } from "../api/brand";
import type { Adjustments } from "../api/preview";

export interface Grade {
  exposure: number;
  contrast: number;
  warmth: number;
  saturation: number;
  lut: number | null;
}

/** What a style sets, with nothing left open. */
export function gradeOf({ grade }: Style): Grade {
  const { exposure, contrast, warmth, saturation, lut } = grade;
  return {
    exposure: exposure ?? 0,
    contrast: contrast ?? 0,
    warmth: warmth ?? 0,
    saturation: saturation ?? 0,
    lut,
  };
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value));
const round = (value: number) => Math.round(value * 100) / 100;

export interface Shown {
  /** What the service shows exactly. */
  adjustments: Adjustments;
  /** The rest, as a filter of the page; undefined if nothing is left. */
  roughly: string | undefined;
}

/**
 * How a draft can be shown before it is saved: by the style that it comes from and what is different. The service moves
 * exposure and warmth as an edit does; contrast and saturation are near to it by a filter.
 */
export function shownBy(from: Style, draft: Grade): Shown {
  const kept = gradeOf(from);
  const exposure = round(clamp(draft.exposure - kept.exposure, 2));
  const warmth = round(clamp(draft.warmth - kept.warmth, 100));
  const contrast = round(1 + (draft.contrast - kept.contrast) / 200);
  const saturation = round(Math.max(0, 1 + (draft.saturation - kept.saturation) / 100));
  return {
    adjustments: { style: from.name, ...(exposure && { exposure }), ...(warmth && { warmth }) },
    roughly: contrast === 1 && saturation === 1 ? undefined : `contrast(${contrast}) saturate(${saturation})`,
  };
}

/** What is sent to have a draft kept. */
export function bodyOf(franchise: string, name: string, base: string, draft: Grade): StyleBody {
  return { franchise, name: name.trim(), base, ...draft };
}
