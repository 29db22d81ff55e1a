import { expect, test } from "vitest";
import { progressOf } from "./progress";

test("what is rejected, to be retaken or failed is not done", () => {
  const found = progressOf({ published: 12, rejected: 1, retake: 2, failed: 1 });
  expect(found).toEqual({ done: 12, all: 16, open: 0, stuck: ["rejected", "retake", "failed"] });
});

test("what is cancelled or erased is waited for by nobody", () => {
  expect(progressOf({ delivered: 1, in_review: 1, cancelled: 3, erased: 1 })).toMatchObject({
    all: 2,
    open: 1,
  });
});
