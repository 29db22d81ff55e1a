import { describe, expect, it } from "vitest";
import { Attempt } from "./attempt";

describe("an attempt", () => {
  it("keeps its key while the same is tried again", () => {
    const attempt = new Attempt();
    expect(attempt.keyOf({ name: "Smith" })).toBe(attempt.keyOf({ name: "Smith" }));
  });
  it("has another key for another body, and after it succeeded", () => {
    const attempt = new Attempt();
    const first = attempt.keyOf({ name: "Smith" });
    const second = attempt.keyOf({ name: "Smyth" });
    attempt.over();
    expect(new Set([first, second, attempt.keyOf({ name: "Smyth" })]).size).toBe(3);
  });
});
