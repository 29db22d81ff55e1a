import { describe, expect, it, vi } from "vitest";
import { learnTime, serverNow } from "./clock";

describe("the time of the service", () => {
  it("is what its answers say when the clock of this device is an hour wrong", () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 25, 13) });
    learnTime("Wed, 25 Nov 2026 12:00:00 GMT");
    expect(Math.abs(serverNow() - Date.UTC(2026, 10, 25, 12))).toBeLessThan(1000);
    vi.advanceTimersByTime(10_000);
    expect(Math.abs(serverNow() - Date.UTC(2026, 10, 25, 12, 0, 10))).toBeLessThan(1000);
    vi.useRealTimers();
  });

  it("does not jump for the fraction of a second that the header leaves out", () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 25, 12, 0, 0, 900) });
    learnTime("Wed, 25 Nov 2026 11:00:00 GMT");
    const before = serverNow();
    vi.advanceTimersByTime(400);
    learnTime("Wed, 25 Nov 2026 11:00:01 GMT");
    expect(serverNow() - before).toBe(400);
    vi.useRealTimers();
  });

  it("stays as it was when an answer says nothing", () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 25, 12) });
    const before = serverNow();
    learnTime(null);
    expect(serverNow()).toBe(before);
    vi.useRealTimers();
  });
});
