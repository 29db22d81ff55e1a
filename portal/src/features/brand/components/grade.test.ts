import { describe, expect, it } from "vitest";
import type { Style } from "../api/brand";
import { gradeOf, shownBy } from "./grade";

const warm: Style = {
  name: "warm-portrait",
  label: "Warm skin",
  own: false,
  grade: { exposure: 0, contrast: 12, warmth: 16, saturation: null, lut: null },
} as Style;

describe("a style that is being made", () => {
  it("is shown as the one that it comes from as long as nothing is changed", () => {
    expect(shownBy(warm, gradeOf(warm))).toEqual({
      adjustments: { style: "warm-portrait" },
      roughly: undefined,
    });
  });

  it("is shown by what is different from that", () => {
    const draft = { ...gradeOf(warm), exposure: 0.5, warmth: 6, saturation: -100 };
    expect(shownBy(warm, draft)).toEqual({
      adjustments: { style: "warm-portrait", exposure: 0.5, warmth: -10 },
      roughly: "contrast(1) saturate(0)",
    });
  });

  it("asks for no more than the service takes", () => {
    const cold = { ...warm, grade: { ...warm.grade, warmth: 100, exposure: 2 } };
    const { adjustments } = shownBy(cold, { ...gradeOf(cold), warmth: -100, exposure: -2 });
    expect(adjustments).toMatchObject({ warmth: -100, exposure: -2 });
  });
});
