// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { summaryOf, uploads } from "./queue";

const file = (path: string) => ({ path, file: new File(["x"], path) });

describe("what was dropped among photos and is none", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    uploads.pause();
  });
  afterEach(() => {
    vi.useRealTimers();
    localStorage.clear();
  });

  it("stays on the list by its name; only what somebody may miss counts", () => {
    const beside = [
      { ...file("list.txt"), kind: "text" as const },
      { ...file("a.xmp"), kind: "sidecar" as const },
    ];
    uploads.add(7, { photos: [file("a.jpg")], beside });
    vi.advanceTimersByTime(1000);
    const { items } = uploads.snapshot();
    expect(items.map(({ path, status, refusal }) => [path, status, refusal])).toEqual([
      ["a.jpg", "looking", undefined],
      ["list.txt", "refused", "text"],
      ["a.xmp", "left", "sidecar"],
    ]);
    const { total, counts, bytes } = summaryOf(items, true);
    expect([total, counts.refused, counts.left, bytes]).toEqual([2, 1, 1, 1]);
  });
});
