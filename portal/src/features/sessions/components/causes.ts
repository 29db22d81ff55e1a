import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type Advice, common, isKnown, type Reason, useAdvice } from "@/components/advice";
import type { Photo } from "../api/photos";

/** Photos that can't go on by themselves for the same cause. note: what a person wrote about it. */
export interface Cause {
  state: Photo["state"];
  reasons: readonly Reason[];
  note: string;
  numbers: number[];
}

/** What the reviewer wrote for the photographer; nothing where it only repeats what the score found. */
function noteOf(photo: Photo): string {
  const found = photo.reasons.map((reason) => reason.message).join(" ");
  return photo.state === "retake" && photo.note !== found ? photo.note : "";
}

/** Why one photo can't go on. */
export function causeOf(photo: Photo): Cause {
  return { state: photo.state, reasons: photo.reasons, note: noteOf(photo), numbers: [photo.number] };
}

/** The photos that need somebody, by cause, those of the most photos first. */
export function grouped(photos: readonly Photo[]): Cause[] {
  const found = new Map<string, Cause>();
  for (const photo of photos) {
    if (photo.state !== "rejected" && photo.state !== "failed" && photo.state !== "retake") continue;
    const cause = causeOf(photo);
    // what is wrong with one that was turned away is the first thing to mend; a reviewer's reasons belong together
    if (photo.state !== "retake") cause.reasons = cause.reasons.slice(0, 1);
    const kinds = cause.reasons.map(({ code, message }) => (isKnown(code) ? code : message));
    const key = JSON.stringify([cause.state, cause.note, kinds]);
    const known = found.get(key);
    if (known) {
      known.numbers.push(photo.number);
      known.reasons = known.reasons.map((reason, index) => common(reason, cause.reasons[index] ?? reason));
    } else found.set(key, cause);
  }
  return [...found.values()].sort((one, other) => other.numbers.length - one.numbers.length);
}

/** What is said where nothing more is known, by state; nothing speaks against photos in any other. */
const ONLY = {
  retake: ["asked", "askedOnly"],
  rejected: ["rejected", "rejectedOnly"],
  failed: ["failed", "failedOnly"],
} as const;

/** What is said about a cause: the reviewer's note first, then each reason with what to do. Never empty. */
export function useWhy(): (cause: Cause) => Advice[] {
  const { t } = useTranslation("sessions");
  const advice = useAdvice();
  return useCallback(
    ({ state, reasons, note }) => {
      const said = reasons.map(advice);
      if (note) return [{ title: t("retakes.asked"), todo: note }, ...said];
      if (said.length > 0) return said;
      if (state !== "retake" && state !== "rejected" && state !== "failed") {
        return [{ title: t("retakes.other"), todo: "" }];
      }
      const [title, todo] = ONLY[state];
      return [{ title: t(`retakes.${title}`), todo: t(`retakes.${todo}`) }];
    },
    [t, advice],
  );
}
