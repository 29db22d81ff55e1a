import { useCallback, useEffect, useState } from "react";
import { useMyself } from "@/features/history/components/myself";
import type { Photo } from "../api/photos";

const placeOf = (person: string, session: number) => `mirrorme-retaken ${person} ${session}`;

/** One wish for another photo: after the next edit it would be another wish. */
const nameOf = ({ id, edits }: Photo) => `${id}/${edits}`;

export function isToRetake({ state }: Photo): boolean {
  return state === "rejected" || state === "retake";
}

function read(place: string): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function keep(place: string, ticks: readonly string[]): void {
  if (ticks.length === 0) localStorage.removeItem(place);
  else localStorage.setItem(place, JSON.stringify(ticks));
}

/** Ticks without those of photos that are known and don't have to be taken again any more. */
export function stillTicked(ticks: readonly string[], photos: readonly Photo[]): string[] {
  const known = new Map(photos.map((photo) => [String(photo.id), photo]));
  return ticks.filter((tick) => {
    const photo = known.get(tick.split("/", 1)[0] ?? "");
    return !photo || (isToRetake(photo) && nameOf(photo) === tick);
  });
}

/** What a photographer has ticked off of a session's retakes, kept on this device for each person. */
export function useTicks(session: number, photos: readonly Photo[]) {
  const place = placeOf(useMyself() ?? "", session);
  const [of, setOf] = useState(place);
  const [ticks, setTicks] = useState(() => read(place));
  if (of !== place) {
    setOf(place);
    setTicks(read(place));
  }
  const left = stillTicked(ticks, photos);
  useEffect(() => {
    if (left.length < ticks.length && of === place) {
      keep(place, left);
      setTicks(left);
    }
  });
  const isTicked = (photo: Photo) => left.includes(nameOf(photo));
  const tick = useCallback(
    (photo: Photo, done: boolean) => {
      const name = nameOf(photo);
      // another page of the same person may have ticked others
      const others = read(place).filter((one) => one !== name);
      const next = done ? [...others, name] : others;
      keep(place, next);
      setTicks(next);
    },
    [place],
  );
  return { isTicked, tick };
}
