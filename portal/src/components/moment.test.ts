// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { momentOf } from "./moment";

const LATE = "2026-11-25T23:30:05Z";
const base = { language: "en-GB", form: "minute", here: "Europe/Berlin", named: false } as const;

describe("an instant", () => {
  it("is said by the studio's clock, not by the reader's", () => {
    expect(momentOf(LATE, { ...base, zone: "America/New_York" })).toBe("25 Nov 2026, 18:30 GMT-5");
    expect(momentOf("2026-07-01T23:30:05Z", { ...base, zone: "America/New_York" })).toBe(
      "1 Jul 2026, 19:30 GMT-4",
    );
  });

  it("has no zone where the reader's clock shows the same, whatever the place is called", () => {
    expect(momentOf(LATE, { ...base, zone: "Europe/Berlin" })).toBe("26 Nov 2026, 00:30");
    expect(momentOf(LATE, { ...base, zone: "Europe/Paris" })).toBe("26 Nov 2026, 00:30");
  });

  it("has its zone in a list of several, also the reader's own", () => {
    expect(momentOf(LATE, { ...base, zone: "Europe/Berlin", named: true })).toBe("26 Nov 2026, 00:30 CET");
  });

  it("is in UTC, and says so, while the studio's zone isn't known", () => {
    expect(momentOf(LATE, { ...base, zone: undefined })).toBe("25 Nov 2026, 23:30 UTC");
  });

  it.each([
    ["en-GB", "second", "25 Nov 2026, 18:30:05 GMT-5"],
    ["de", "second", "25.11.2026, 18:30:05 GMT-5"],
    // a day is a day, wherever it is read
    ["de", "day", "25. November 2026"],
  ] as const)("in %s by the %s", (language, form, text) => {
    expect(momentOf(LATE, { ...base, language, form, zone: "America/New_York" })).toBe(text);
  });
});
