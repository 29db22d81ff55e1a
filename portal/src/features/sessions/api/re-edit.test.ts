// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/problem";
import type { Photo } from "./photos";
import { canBeAdjusted, inBatches, settingsOf } from "./re-edit";

function photo(id: number, more: Partial<Photo> = {}): Photo {
  return { id, number: id, edits: 1, state: "published", adjustments: {}, ...more } as Photo;
}
const many = (count: number) => Array.from({ length: count }, (_, index) => photo(index + 1));

describe("settings that are copied", () => {
  it("are those that a photo has of its own, a zero too", () => {
    const adjustments = { exposure: 0, warmth: 20, crop: null, unheard_of: 3 };
    expect(settingsOf(photo(1, { adjustments }))).toEqual({ exposure: 0, warmth: 20 });
    expect(settingsOf(photo(2))).toEqual({});
  });
});

describe("photos that are edited again", () => {
  it.each([
    ["in_review", 1, true],
    ["published", 2, true],
    ["retake", 1, true],
    ["retake", 0, false],
    ["rejected", 0, false],
    ["queued", 1, false],
    ["delivered", 1, false],
  ] as const)("%s with %i edits: %s", (state, edits, can) => {
    expect(canBeAdjusted(photo(1, { state, edits }))).toBe(can);
  });

  it("are asked for by the edit that was looked at, 200 at once", async () => {
    const ask = vi.fn(async () => ({ done: [], refused: [] }));
    await inBatches([photo(7, { edits: 3 }), ...many(250)], ask);
    const asked = ask.mock.calls.map(([some]: unknown[]) => some as unknown[]);
    expect(asked.map((some) => some.length)).toEqual([200, 51]);
    expect(asked[0]?.[0]).toEqual({ photo: 7, edit: 3 });
  });

  it("and those that are refused are told with why", async () => {
    const refused = [{ photo: 2, code: "claimed", message: "Ada looks at it." }];
    const result = await inBatches(many(2), async () => ({ done: [photo(1)], refused }));
    expect(result.done).toBe(1);
    expect(result.refused).toEqual([{ photo: 2, why: new Problem(409, "claimed", "Ada looks at it.") }]);
  });

  it("are all asked for though the first of them could not be", async () => {
    const gone = Problem.unreachable(new TypeError());
    const ask = vi
      .fn()
      .mockRejectedValueOnce(gone)
      .mockResolvedValueOnce({ done: [photo(201)], refused: [] });
    const result = await inBatches(many(201), ask);
    expect(result.done).toBe(1);
    expect(result.refused).toHaveLength(200);
    expect(result.refused[0]).toEqual({ photo: 1, why: gone });
  });

  it("wait when nobody is signed in", async () => {
    const ask = vi.fn().mockRejectedValue(new Problem(401, "signed_out", ""));
    await expect(inBatches(many(300), ask)).rejects.toThrow(Problem);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
