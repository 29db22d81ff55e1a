import { useRef } from "react";

function newKey(): string {
  // randomUUID is there on encrypted pages alone
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/**
 * The `Idempotency-Key` of what is tried: the same as long as the same is asked for, so that trying again after a lost
 * answer makes nothing twice; another when the body is another. Call `over` when it succeeded.
 */
export class Attempt {
  private body = "";
  private key = "";

  keyOf(body: unknown): string {
    const asked = JSON.stringify(body);
    if (asked !== this.body || !this.key) this.key = newKey();
    this.body = asked;
    return this.key;
  }

  over(): void {
    this.key = "";
  }
}

export function useAttempt(): Attempt {
  const kept = useRef<Attempt>(undefined);
  kept.current ??= new Attempt();
  return kept.current;
}
