import { describe, expect, it } from "vitest";
import { rendered } from "@/test/rendered";
import type { Photo } from "../api/photo";
import { StateWhy } from "./state-why";

const NAMES = [
  { person: 3, name: "Grace" },
  { person: 9, name: "Ada Smith" },
];
const ME = { person: 7, role: "franchise" };

async function said(photo: Partial<Photo>): Promise<string> {
  const whole = {
    edits: 1,
    reasons: [],
    note: "",
    score: null,
    sure: null,
    waits_for: null,
    overruled: null,
  };
  const place = await rendered(<StateWhy photo={{ ...whole, franchise: "001", ...photo } as Photo} />, [
    [["me"], ME],
    [["names"], NAMES],
    [["franchises"], [{ code: "001", timezone: "UTC" }]],
  ]);
  return place.textContent ?? "";
}

describe("why a photo waits", () => {
  it("is its franchise's threshold, however good it looks", async () => {
    const text = await said({
      state: "in_review",
      score: 95,
      waits_for: { code: "under", threshold: 99, by: null },
    });
    expect(text).toContain("95 is under your 99, from which edits publish themselves.");
  });

  it("is that a person asked for it, whatever its score", async () => {
    const waits_for = { code: "asked", by: "franchise:person-9", threshold: null } as const;
    expect(await said({ state: "in_review", score: 99, waits_for })).toContain(
      "Ada Smith asked for this edit",
    );
    expect(
      await said({ state: "in_review", score: 99, waits_for: { ...waits_for, by: "franchise:person-7" } }),
    ).toContain("You asked for this edit");
  });

  it("is told by its score where it came into review before that was kept", async () => {
    expect(await said({ state: "in_review" })).toContain("Nobody judged this edit");
    expect(await said({ state: "in_review", score: 50, sure: false })).toContain("can’t be relied on");
    expect(await said({ state: "in_review", score: 80, sure: true })).toContain("A person has to decide");
  });

  it("never shows a score like the threshold that it is under", async () => {
    const waits_for = { code: "under", threshold: 90, by: null } as const;
    expect(await said({ state: "in_review", score: 89.96, waits_for })).toContain("89 is under your 90");
  });
});

describe("what a photo without reasons is said to be", () => {
  it("is what its state is", async () => {
    expect(await said({ state: "failed" })).toContain("Its editing failed");
    expect(await said({ state: "rejected" })).toContain("It was rejected");
    expect(await said({ state: "rejected" })).not.toContain("reviewer");
    expect(await said({ state: "published" })).toMatch(/^\s*$/);
  });
});

describe("what spoke against a photo before", () => {
  it("is still said after it was edited all the same, with who had it edited", async () => {
    const dark = { code: "too_dark", message: "Too dark.", stops: 2 };
    const overruled = { reasons: [dark], note: "", by: "staff:person-3", at: "2026-11-26T14:00:00Z" };
    const text = await said({ state: "published", overruled: { ...overruled, state: "rejected" } });
    expect(text).toContain("Rejected before: Too dark");
    expect(text).toContain("Grace had it edited all the same on Nov 26, 2026");
  });

  it("is the reviewer's note where there was one", async () => {
    const overruled = { reasons: [], note: "Chin up.", by: "franchise:person-7", at: "2026-11-26T14:00:00Z" };
    const text = await said({ state: "in_review", overruled: { ...overruled, state: "retake" } });
    expect(text).toContain("Was to be taken again: “Chin up.”");
    expect(text).toContain("You had it edited all the same");
  });
});
