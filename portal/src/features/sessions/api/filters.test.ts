// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { changed, filtersIn } from "./filters";

describe("filters in an address", () => {
  it("are read, and what is none is left out", () => {
    expect(filtersIn({ q: "Smith", from: "2026-11-25", lane: "vip", state: "failed", customer: 3 })).toEqual({
      q: "Smith",
      from: "2026-11-25",
      lane: "vip",
      state: "failed",
      customer: 3,
    });
    expect(filtersIn({ q: 7, from: "yesterday", lane: "slow", state: "lost", customer: "x" })).toEqual({});
  });
  it("have a franchise's code, also as a number that nobody quoted", () => {
    expect(filtersIn({ franchise: 2 })).toEqual({ franchise: "002" });
    expect(changed({ franchise: "002", q: "Smith" }, { q: "" })).toEqual({ franchise: "002" });
  });
  it("lose what is emptied", () => {
    expect(changed({ q: "Smith", lane: "vip" }, { q: "" })).toEqual({ lane: "vip" });
  });
});
