import { Problem } from "@/api/problem";

const AGAIN_MS = [500, 1000, 2000, 5000, 10_000];
const MOST_ERRORS = 8;
const SIGNED_OUT_MS = 2000;

/** Why a file waits: for the network, for the service, for somebody to sign in. */
export type Held = "network" | "service" | "signIn";

export interface Patience {
  signal: AbortSignal;
  /** Told when it begins to wait, and why, and with undefined when it goes on. */
  hold(why: Held | undefined): void;
}

/** So long; earlier when the network is back, and not at all once the signal says to stop. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(done, ms);
    function done() {
      window.clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    }
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}

function whyHeld(problem: Problem): Held {
  if (problem.signedOut) return "signIn";
  return problem.status === 0 ? "network" : "service";
}

/** Do it; what may pass is tried again: for ever while nobody answers or is signed in, some times when it fails. */
export async function patiently<T>(what: () => Promise<T>, { signal, hold }: Patience): Promise<T> {
  let errors = 0;
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    try {
      const done = await what();
      if (tries > 0) hold(undefined);
      return done;
    } catch (error) {
      const why = passing(error);
      errors += why === "service" ? 1 : 0;
      if (errors >= MOST_ERRORS) throw error;
      hold(why);
      await pause(why === "signIn" ? SIGNED_OUT_MS : (AGAIN_MS[tries] ?? 10_000), signal);
    }
  }
}

/** Why it is worth waiting after an error; throws what no waiting helps against. */
function passing(error: unknown): Held {
  if (error instanceof Problem && (error.passes || error.signedOut)) return whyHeld(error);
  throw error;
}
