import { expect, test } from "vitest";
import { inUnit, isSide, toMm } from "./units";

test("what is typed in inches comes back as it was typed", () => {
  for (const inches of [2.5, 3.5, 8.5, 11, 8.27]) expect(inUnit(toMm(inches, "in"), "in")).toBe(inches);
  expect(toMm(8.5, "in")).toBe(215.9);
});

test("what is no number is no length", () => {
  expect([toMm(Number.NaN, "mm"), inUnit(0, "in")]).toEqual([0, ""]);
});

test("what no printer prints is no side", () => {
  expect([0, 19.9, 20, 2000, 2000.1].map(isSide)).toEqual([false, false, true, true, false]);
});
