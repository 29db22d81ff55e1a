import { describe, expect, it } from "vitest";
import { counted, totalOf } from "./counts";

describe("counts by state", () => {
  it("move with a photo and stay as many", () => {
    const before = { queued: 2, published: 1 };
    const after = counted(before, "queued", "editing");
    expect(after).toEqual({ queued: 1, published: 1, editing: 1 });
    expect(totalOf(after)).toBe(totalOf(before));
  });
  it("grow with a new photo", () => {
    expect(counted({}, null, "uploading")).toEqual({ uploading: 1 });
  });
  it("are never negative, whatever is told twice", () => {
    expect(counted({ queued: 0 }, "queued", "editing").queued).toBe(0);
  });
  it("stay when what happened is no change of state", () => {
    const counts = { queued: 1 };
    expect(counted(counts, "queued", "queued")).toBe(counts);
    expect(counted(counts, null, "view.original")).toBe(counts);
  });
});
