import { describe, expect, it } from "vitest";
import { dayAfter, periodIn, spanOf } from "./period";

const NOW = Date.parse("2026-11-25T03:30:00Z");

describe("a period", () => {
  it("begins at midnight where the franchise is", () => {
    expect(spanOf({ period: "today" }, "America/New_York", NOW)).toEqual({
      since: "2026-11-24T05:00:00.000Z",
      until: null,
    });
    expect(spanOf({ period: "today" }, "Europe/Berlin", NOW)).toEqual({
      since: "2026-11-24T23:00:00.000Z",
      until: null,
    });
  });

  it("has as many days as it says, today among them, over a change of the clocks", () => {
    expect(spanOf({ period: "30" }, "Europe/Berlin", NOW)).toEqual({
      since: "2026-10-26T23:00:00.000Z",
      until: null,
    });
    expect(spanOf({}, "UTC", NOW)).toEqual({ since: "2026-11-19T00:00:00.000Z", until: null });
  });

  it("of one's own includes its last day, and goes on while that is today", () => {
    const own = { period: "own", from: "2026-11-01", to: "2026-11-10" } as const;
    expect(spanOf(own, "UTC", NOW)).toEqual({
      since: "2026-11-01T00:00:00.000Z",
      until: "2026-11-11T00:00:00.000Z",
    });
    expect(spanOf({ ...own, to: "2026-11-25" }, "UTC", NOW)).toEqual({
      since: "2026-11-01T00:00:00.000Z",
      until: null,
    });
  });

  it("that makes no sense is the last seven days", () => {
    const back = { period: "own", from: "2026-11-10", to: "2026-11-01" } as const;
    expect(spanOf(back, "UTC", NOW)).toEqual(spanOf({}, "UTC", NOW));
    expect(periodIn({ period: "soon", from: 7 })).toEqual({});
  });

  it("counts days over the end of a year", () => {
    expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
  });
});
