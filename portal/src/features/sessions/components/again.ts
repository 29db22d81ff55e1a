import type { State } from "@/components/states";
import type { Photo } from "../api/photos";

const AGAIN: ReadonlySet<State> = new Set(["failed", "rejected", "retake", "cancelled"]);

/** Photos that can be edited again; what was decided against is apart, since editing it overrules somebody. */
interface Again {
  free: Photo[];
  retake: Photo[];
  rejected: Photo[];
}

/** Which of the chosen can be edited again, and what each would overrule. */
export function againOf(chosen: readonly Photo[]): Again {
  const again: Again = { free: [], retake: [], rejected: [] };
  for (const photo of chosen) {
    if (!AGAIN.has(photo.state)) continue;
    if (photo.state === "rejected") again.rejected.push(photo);
    // one that nobody wants any more still has what the reviewer wrote
    else if (photo.state === "retake" || (photo.state === "cancelled" && photo.note))
      again.retake.push(photo);
    else again.free.push(photo);
  }
  return again;
}
