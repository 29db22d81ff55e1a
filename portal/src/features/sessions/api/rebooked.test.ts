import { expect, test } from "vitest";
import { changesOf, dueOf } from "./rebooked";

const ZONE = "Europe/Berlin";
const SESSION = { name: "Smith", customer: 7, due_at: "2026-11-25T16:00:31Z" };

test("what is as it was is not sent", () => {
  const form = { name: " Smith ", customer: 7, due: dueOf(SESSION, ZONE) };
  expect(dueOf(SESSION, ZONE)).toBe("2026-11-25T17:00");
  expect(changesOf(SESSION, form, ZONE)).toEqual({});
  expect(changesOf(SESSION, { ...form, due: undefined }, ZONE)).toEqual({});
});

test("a promise and a customer can be taken away", () => {
  const form = { name: "Smith", customer: null, due: "" };
  expect(changesOf(SESSION, form, ZONE)).toEqual({ customer: null, due_at: null });
});

test("a new time is the studio's", () => {
  const form = { name: "Smyth", customer: 7, due: "2026-11-26T09:30" };
  expect(changesOf(SESSION, form, ZONE)).toEqual({ name: "Smyth", due_at: "2026-11-26T08:30:00.000Z" });
});
