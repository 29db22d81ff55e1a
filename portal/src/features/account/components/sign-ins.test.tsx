import { describe, expect, it } from "vitest";
import type { Schemas } from "@/api/client";
import { rendered } from "@/test/rendered";
import { SignIns } from "./sign-ins";

const RAW = "Mozilla/5.0 (Toaster) BreadBrowser/1";
const base = {
  agent: RAW,
  browser: "Chrome",
  system: "Windows",
  address: "203.0.113.5",
  created_at: "2026-11-20T09:30:00Z",
  seen_at: "2026-11-26T10:00:00Z",
  expires_at: "2026-12-04T09:30:00Z",
  current: false,
};

async function listed(...some: (Partial<Schemas["SignInAnswer"]> & { id: number })[]): Promise<HTMLElement> {
  return rendered(<SignIns />, [[["me", "sign-ins"], some.map((one) => ({ ...base, ...one }))]]);
}

describe("where one is signed in", () => {
  it("is said by browser and system, this one first, and each other can be ended by its name", async () => {
    const place = await listed({ id: 3 }, { id: 2, browser: "Safari", system: "iPhone", current: true });
    const text = place.textContent ?? "";
    expect(text.indexOf("Safari on iPhone")).toBeGreaterThan(0);
    expect(text.indexOf("Chrome on Windows")).toBeGreaterThan(text.indexOf("Safari on iPhone"));
    expect(text).toContain("This one");
    expect(text).toContain("from 203.0.113.5");
    expect(text).not.toContain(RAW);
    const named = [...place.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label"));
    expect(named).toEqual([expect.stringMatching(/^Sign out Chrome on Windows, signed in /)]);
  });

  it("is said to be unknown where it is, with what it calls itself for whoever asks", async () => {
    const place = await listed(
      { id: 1, browser: null, system: null },
      { id: 2, browser: null, current: true },
    );
    expect(place.textContent).toContain("Unknown browser on Windows");
    const [details] = place.querySelectorAll("details");
    expect(details?.open).toBe(false);
    expect(details?.textContent).toContain(RAW);
  });

  it("offers to end others only where there are some", async () => {
    const place = await listed({ id: 1, current: true });
    expect(place.querySelector("button")).toBeNull();
    expect(place.textContent).toContain("You are signed in nowhere else.");
  });
});
