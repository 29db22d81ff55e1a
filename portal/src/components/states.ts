import {
  type Icon,
  IconAlertOctagon,
  IconCameraRotate,
  IconCircleCheck,
  IconCircleOff,
  IconClock,
  IconCloudUpload,
  IconEraser,
  IconEye,
  IconGauge,
  IconInbox,
  IconPackageExport,
  IconPhotoX,
  IconWand,
} from "@tabler/icons-react";
import type { Schemas } from "@/api/client";

export type State = Schemas["State"];
/** What a state means to a studio: colours go by it, beside an icon and a word. */
export type Mood = "going" | "good" | "attention" | "bad" | "quiet";

export const STATES: Record<State, { icon: Icon; mood: Mood }> = {
  uploading: { icon: IconCloudUpload, mood: "going" },
  received: { icon: IconInbox, mood: "going" },
  queued: { icon: IconClock, mood: "going" },
  editing: { icon: IconWand, mood: "going" },
  scored: { icon: IconGauge, mood: "going" },
  in_review: { icon: IconEye, mood: "attention" },
  published: { icon: IconCircleCheck, mood: "good" },
  delivered: { icon: IconPackageExport, mood: "good" },
  rejected: { icon: IconPhotoX, mood: "bad" },
  retake: { icon: IconCameraRotate, mood: "bad" },
  failed: { icon: IconAlertOctagon, mood: "bad" },
  cancelled: { icon: IconCircleOff, mood: "quiet" },
  erased: { icon: IconEraser, mood: "quiet" },
};

/** In the order of a photo's journey. */
export const ALL_STATES = Object.keys(STATES) as State[];

/** What a studio promised is there. */
export const DONE: ReadonlySet<State> = new Set(["published", "delivered"]);

/** Nobody waits for these any more. */
export const GONE: ReadonlySet<State> = new Set(["cancelled", "erased"]);

/** A person has to do something before anything more becomes of a photo in one of these. */
export const STUCK: ReadonlySet<State> = new Set(["rejected", "retake", "failed"]);

/** Nothing more happens to a photo in one of these by itself. */
export const SETTLED: ReadonlySet<State> = new Set([...DONE, ...STUCK, ...GONE]);
