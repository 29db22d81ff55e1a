import { describe, expect, it } from "vitest";
import { comparedIn, movedBy, shareOf } from "./limits";
import type { Interval, Trial } from "./models";

const RULE = {
  edits: 200,
  rated: 50,
  agreement: 0.02,
  published: 0.05,
  published_if_better: 0.2,
  complaints: 0.04,
  least_complaints: 5,
  days: 56,
};

function trial(agreement: Interval, published: Interval, complaints: Interval): Trial {
  const judgement = {
    verdict: "go_on",
    reason: "too_few",
    why: "",
    agreement,
    published,
    complaints,
  } as const;
  return { model: null, note: "", share: 0.1, rule: RULE, judgement } as unknown as Trial;
}

const around = (middle: number, width: number) => ({ low: middle - width, middle, high: middle + width });
const held = (told: Trial) => Object.fromEntries(comparedIn(told).map((one) => [one.name, one.held]));

describe("what a trial has shown", () => {
  it("is nothing without a trial", () => {
    expect(comparedIn({ model: null, note: "", share: 0.1, rule: RULE } as unknown as Trial)).toEqual([]);
  });

  it("is shown at the unlucky end of an interval, not in its middle", () => {
    expect(held(trial(around(0.01, 0.02), around(0, 0.04), around(0, 0.03)))).toEqual({
      agreement: true,
      published: true,
      complaints: true,
    });
    expect(held(trial(around(0.01, 0.05), around(0, 0.06), around(0, 0.05)))).toEqual({
      agreement: false,
      published: false,
      complaints: false,
    });
  });

  it("lets a model publish less that surely agrees with people more", () => {
    expect(held(trial(around(0.05, 0.02), around(-0.1, 0.05), around(0, 0.01))).published).toBe(true);
    expect(held(trial(around(0.01, 0.02), around(-0.1, 0.05), around(0, 0.01))).published).toBe(false);
  });

  it("is not that a model agrees less, however surely", () => {
    expect(held(trial(around(-0.01, 0.005), around(0, 0.01), around(0, 0.01))).agreement).toBe(false);
  });
});

describe("shares and drift", () => {
  it("knows no share of nothing", () => {
    expect(shareOf(0, 0)).toBeNull();
    expect(shareOf(1, 4)).toBe(0.25);
  });

  it("says how far scores moved", () => {
    expect([null, 0.02, 0.1, 0.25, 0.3].map(movedBy)).toEqual(["first", "steady", "some", "some", "much"]);
  });
});
