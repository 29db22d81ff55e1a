import { describe, expect, it } from "vitest";
import { withPlainApostrophes } from "@/test/apostrophes";
import english from "../i18n/en.json";
import { toldIn } from "./said";
import { HUE, PLACE, SAID, SIDE } from "./sentences";

describe("what the score says", () => {
  it.each([
    ["something half transparent along the right arm", "ghost", { where: "along the right arm" }],
    ["the subject is 1.3 stops too dark", "tooDark", { stops: "1.3" }],
    [
      "the face is lit from the left, the backdrop from the right",
      "direction",
      { side: "left", other: "right" },
    ],
    ["the colours fit", "colourWell", {}],
  ])("%s", (sentence, key, blanks) => {
    expect(toldIn(sentence)).toEqual({ key, blanks });
  });

  it("is left as it is where it is not known", () => {
    expect(toldIn("the shoes are unlaced")).toBeUndefined();
    expect(toldIn("a hole along the left arm, and more\nof it")).toBeUndefined();
  });

  it("is in our English what it is in the service's", () => {
    const ours = [english.said, english.place, english.hue, english.side];
    expect(ours.map(withPlainApostrophes)).toEqual([SAID, PLACE, HUE, SIDE]);
  });
});
