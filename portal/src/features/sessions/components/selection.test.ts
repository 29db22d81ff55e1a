import { describe, expect, it } from "vitest";
import { chooseAt, goTo, NOTHING, pressed } from "./selection";

const ids = [11, 12, 13, 14, 15];

describe("choosing photos", () => {
  it("takes one at a click, and another in its place", () => {
    expect([...chooseAt(chooseAt(NOTHING, ids, 1), ids, 3).chosen]).toEqual([14]);
  });
  it("adds one and takes it away again with Ctrl", () => {
    const two = chooseAt(chooseAt(NOTHING, ids, 0), ids, 2, { more: true });
    expect([...two.chosen]).toEqual([11, 13]);
    expect([...chooseAt(two, ids, 0, { more: true }).chosen]).toEqual([13]);
  });
  it("takes all between with Shift, in both directions, from where it began", () => {
    const begun = chooseAt(NOTHING, ids, 2);
    expect([...chooseAt(begun, ids, 4, { shift: true }).chosen]).toEqual([13, 14, 15]);
    expect([...chooseAt(chooseAt(begun, ids, 4, { shift: true }), ids, 0, { shift: true }).chosen]).toEqual([
      11, 12, 13,
    ]);
  });
  it("goes with the arrows, and never past the ends", () => {
    expect(goTo(NOTHING, ids, -3, false).active).toBe(0);
    expect(goTo(NOTHING, ids, 99, false).active).toBe(4);
    expect([...goTo(chooseAt(NOTHING, ids, 1), ids, 3, true).chosen]).toEqual([12, 13, 14]);
  });
});

describe("keys", () => {
  const key = (name: string, more: object = {}) => ({
    key: name,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    ...more,
  });
  it("go by rows and columns, choose with the space bar, and let go with Escape", () => {
    const down = pressed(NOTHING, ids, 2, key("ArrowDown"));
    expect(down?.active).toBe(2);
    const chosen = pressed(down ?? NOTHING, ids, 2, key(" "));
    expect([...(chosen?.chosen ?? [])]).toEqual([13]);
    expect(pressed(chosen ?? NOTHING, ids, 2, key("Escape"))?.chosen.size).toBe(0);
    expect(pressed(NOTHING, ids, 2, key("a", { ctrlKey: true }))?.chosen.size).toBe(5);
    expect(pressed(NOTHING, ids, 2, key("x"))).toBeUndefined();
  });
});
