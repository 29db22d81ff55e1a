import { expect, test } from "vitest";
import { rebased } from "./draft";

const BASE = { name: "Boston", currency: "USD", look: { style: "warm" } };

test("what others changed comes in, and what was changed here stays", () => {
  const draft = { ...BASE, name: "Studio Boston" };
  const latest = { ...BASE, currency: "EUR", look: { style: "cool" } };
  expect(rebased(BASE, draft, latest)).toEqual({
    draft: { name: "Studio Boston", currency: "EUR", look: { style: "cool" } },
    theirs: ["currency", "look"],
  });
});

test("what both changed stays as here, and is told", () => {
  const found = rebased(BASE, { ...BASE, currency: "CHF" }, { ...BASE, currency: "EUR" });
  expect(found).toEqual({ draft: { ...BASE, currency: "CHF" }, theirs: ["currency"] });
});

test("what was saved here is nobody else's change", () => {
  const saved = { ...BASE, currency: "EUR" };
  expect(rebased(BASE, saved, saved)).toEqual({ draft: saved, theirs: [] });
});
