import { useCallback, useSyncExternalStore } from "react";
import { useMyself } from "@/features/history/components/myself";
import type { Adjustments } from "../api/photo";

const NONE: Adjustments = {};
const drafts = new Map<string, Adjustments>();
const listeners = new Set<() => void>();

/** Who signs in over another's page finds no settings of theirs. */
function keyOf(whose: string, photo: number): string {
  return `${whose} ${photo}`;
}

/** Keep settings that were made for a photo and not sent; none are forgotten. They last as long as the page. */
export function keepDraft(whose: string, photo: number, draft: Adjustments): void {
  if (Object.keys(draft).length === 0) drafts.delete(keyOf(whose, photo));
  else drafts.set(keyOf(whose, photo), draft);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Settings that were made for a photo and not sent, wherever they were made, and what keeps others. */
export function useDraft(photo: number): [Adjustments, (draft: Adjustments) => void] {
  const whose = useMyself() ?? "";
  const draft = useSyncExternalStore(subscribe, () => drafts.get(keyOf(whose, photo)) ?? NONE);
  const keep = useCallback((next: Adjustments) => keepDraft(whose, photo, next), [whose, photo]);
  return [draft, keep];
}
