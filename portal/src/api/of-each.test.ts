import { describe, expect, it } from "vitest";
import { ofEach } from "./of-each";
import { Problem } from "./problem";

describe("asking the same of each", () => {
  it("goes on after one that refuses, and says which and why", async () => {
    const why = new Problem(409, "cancelled", "It is cancelled.");
    const outcome = await ofEach([1, 2, 3, 4, 5, 6], async (one) => {
      if (one === 2) throw why;
      return one * 10;
    });
    expect(outcome.done.toSorted((one, other) => one - other)).toEqual([10, 30, 40, 50, 60]);
    expect(outcome.refused).toEqual([{ one: 2, why }]);
  });

  it("asks no more once the sign-in is over", async () => {
    const asked: number[] = [];
    const over = new Problem(401, "signed_out", "Sign in.");
    const all = ofEach([1, 2, 3, 4, 5, 6, 7, 8, 9], async (one) => {
      asked.push(one);
      throw over;
    });
    await expect(all).rejects.toBe(over);
    expect(asked).toEqual([1, 2, 3, 4]);
  });
});
