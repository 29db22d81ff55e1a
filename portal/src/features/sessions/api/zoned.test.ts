import { describe, expect, it } from "vitest";
import { instantOf, todayIn } from "./zoned";

describe("a time on a franchise's wall", () => {
  it.each([
    ["2026-11-25T17:00", "America/New_York", "2026-11-25T22:00:00.000Z"],
    ["2026-07-01T17:00", "America/New_York", "2026-07-01T21:00:00.000Z"],
    ["2026-11-25T17:00", "Europe/Berlin", "2026-11-25T16:00:00.000Z"],
    ["2026-11-25T17:00", "UTC", "2026-11-25T17:00:00.000Z"],
    // an hour after the clocks went back
    ["2026-11-01T03:00", "America/New_York", "2026-11-01T08:00:00.000Z"],
  ])("%s in %s", (wall, zone, instant) => {
    expect(instantOf(wall, zone)).toBe(instant);
  });

  it("has its own day", () => {
    const late = Date.UTC(2026, 10, 25, 23, 30);
    expect(todayIn("Europe/Berlin", late)).toBe("2026-11-26");
    expect(todayIn("America/New_York", late)).toBe("2026-11-25");
  });
});
