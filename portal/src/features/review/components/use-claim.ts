import { type RefObject, useEffect } from "react";
import { Problem } from "@/api/problem";
import { claim, release } from "../api/review";
import type { Desk, Move } from "./queue";

/** Who only passes a photo doesn't claim it. */
const SETTLE_MS = 250;
const RENEW_MS = 120_000;

/** What it means that a photo can't be had: somebody else looks at it, or it was decided. */
function refusal(photo: number, { code, params: { by, until } }: Problem): Move {
  if (code !== "claimed") return { type: "left", photo };
  return { type: "held", photo, by: String(by), until: until === undefined ? null : String(until) };
}

/** Keeps the photo that is looked at for whoever looks, and leaves it to others afterwards. */
export function useClaim(
  at: number | undefined,
  now: RefObject<Desk>,
  move: (move: Move) => void,
  may: boolean,
): void {
  useEffect(() => {
    if (at === undefined || !may) return undefined;
    const photo = at;
    let held = false;
    let left = false;
    async function take() {
      try {
        const claimed = await claim(photo);
        held = true;
        if (left) void drop();
        else move({ type: "held", photo, by: claimed.reviewer, until: claimed.claimed_until });
      } catch (error) {
        if (error instanceof Problem && error.status === 409) move(refusal(photo, error));
      }
    }
    async function drop() {
      // what was decided stays ours until the decision has arrived: somebody else could take it in between
      if (now.current.outbox.some((one) => one.item.photo.id === photo && one.state !== "sent")) return;
      // it ends by itself in five minutes if this is not heard
      await release(photo).catch(() => undefined);
    }
    const first = window.setTimeout(() => void take(), SETTLE_MS);
    const renewed = window.setInterval(() => void take(), RENEW_MS);
    return () => {
      left = true;
      window.clearTimeout(first);
      window.clearInterval(renewed);
      if (held) void drop();
    };
  }, [at, now, may, move]);
}
