import { describe, expect, it } from "vitest";
import { contrast, isColour, shadesOf } from "./colours";

const COLOURS = [
  "#ffffff",
  "#000000",
  "#ffff00",
  "#1d4ed8",
  "#ff00ff",
  "#808080",
  "#e11d48",
  "#00ff7f",
  "#010203",
];

describe("a brand's colour", () => {
  it.each(COLOURS)("%s can be read on both grounds", (colour) => {
    const shades = shadesOf(colour);
    expect(shades).toHaveLength(10);
    expect(contrast(shades[7], "#ffffff")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(shades[4], "#1b1f1e")).toBeGreaterThanOrEqual(4.5);
  });

  it("stays as it is where it can be read", () => {
    expect(shadesOf("#1d4ed8")[7]).toBe("#1d4ed8");
  });

  it("has the contrast that WCAG gives", () => {
    expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  });

  it("is told from what is none", () => {
    expect(["#1F6feb", "1f6feb", "#1f6fe", "red"].map(isColour)).toEqual([true, false, false, false]);
  });
});
