import { describe, expect, it } from "vitest";
import { foundIn, halfStops } from "./advice";
import { spanOf } from "./time-left";

describe("what a photographer is told", () => {
  it("is in half stops, with the sign", () => {
    expect(halfStops("en", 1.4)).toBe("+1.5");
    expect(halfStops("de", 1.4)).toBe("+1,5");
    expect(halfStops("en", -0.1)).toBe("-0.5");
  });

  it("begins with what the score found, 1.3 stops being one number", () => {
    const said = (sentence: string) => (sentence === "the subject is 1.3 stops too dark" ? "zu dunkel" : "?");
    expect(foundIn("The subject is 1.3 stops too dark. Light the face evenly.", said)).toBe("Zu dunkel.");
  });

  it("is never that all is well with what has to be taken again", () => {
    const found = foundIn("The edge is clean all round. Keep hair away.", (sentence) => sentence);
    expect(found).toBe("Small faults add up; none stands out.");
  });
});

describe("a span of time", () => {
  it("gets more exact the less there is of it", () => {
    expect(spanOf("en", 7500)).toBe("2 hr 5 min");
    expect(spanOf("en", 1830)).toBe("30 min");
    expect(spanOf("en", 95)).toBe("1 min 35 sec");
    expect(spanOf("en", 9)).toBe("9 sec");
    expect(spanOf("en", 400_000)).toBe("4 days");
  });
});
