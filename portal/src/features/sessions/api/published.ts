import type { State } from "@/components/states";
import type { Photo } from "./photos";

const PUBLISHED: ReadonlySet<State> = new Set(["published", "delivered"]);
/** More of a selection would make too long an address. */
const MOST_CHOSEN = 2000;

export function isPublished({ state }: Photo): boolean {
  return PUBLISHED.has(state);
}

/** How many of a session can be taken along, by its counts. */
export function publishedIn(counts: Partial<Record<string, number>>): number {
  return [...PUBLISHED].reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** Where all published photos of a session are, in one file. */
export function allPublished(session: number): string {
  return `/v1/sessions/${session}/published`;
}

/** Where those that are chosen are; undefined where none is published, or too many for one address. */
export function chosenPublished(
  session: number,
  chosen: readonly Photo[],
  photos: readonly Photo[],
): string | undefined {
  const those = chosen.filter(isPublished);
  if (those.length === 0) return undefined;
  if (those.length === photos.filter(isPublished).length) return allPublished(session);
  if (those.length > MOST_CHOSEN) return undefined;
  return `${allPublished(session)}?${those.map(({ id }) => `photo=${id}`).join("&")}`;
}
