import { Problem } from "./problem";

const AT_ONCE = 4;

export interface Outcome<One, Answered> {
  done: Answered[];
  refused: { one: One; why: unknown }[];
}

/**
 * Ask the same of each, a few at once. What one refuses is no matter to the others; when the sign-in is over no more
 * are asked.
 */
export async function ofEach<One, Answered>(
  those: readonly One[],
  ask: (one: One) => Promise<Answered>,
): Promise<Outcome<One, Answered>> {
  const outcome: Outcome<One, Answered> = { done: [], refused: [] };
  const left = those.map((one) => ({ one }));
  const runner = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      try {
        outcome.done.push(await ask(next.one));
      } catch (why) {
        if (why instanceof Problem && why.signedOut) {
          left.length = 0;
          throw why;
        }
        outcome.refused.push({ one: next.one, why });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runner));
  return outcome;
}
