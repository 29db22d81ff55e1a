// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { isForPage } from "@/features/viewer/components/for-page";
import { ACTS, actOf, DEFAULT, readSettings, remapped } from "./keys";

function pressed(key: string, on: Element, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, ...more });
  document.body.append(on);
  on.dispatchEvent(event);
  return event;
}

describe("keys of the review", () => {
  it("does something by every key that is named at first, and each key does one thing", () => {
    const all = ACTS.flatMap((act) => DEFAULT.keys[act]);
    expect(new Set(all).size).toBe(all.length);
    for (const act of ACTS) for (const key of DEFAULT.keys[act]) expect(actOf(key, DEFAULT)).toBe(act);
    expect(actOf("P", DEFAULT)).toBe("approve");
    expect(actOf("q", DEFAULT)).toBeUndefined();
  });

  it("does nothing when they are switched off", () => {
    for (const act of ACTS)
      for (const key of DEFAULT.keys[act]) expect(actOf(key, { ...DEFAULT, on: false })).toBeUndefined();
  });

  it.each(ACTS)("gives %s another key, which does nothing else from then on", (act) => {
    for (const other of ACTS) {
      const key = DEFAULT.keys[other][0] ?? "";
      const changed = remapped(DEFAULT, act, key);
      expect(actOf(key, changed)).toBe(act);
      expect(ACTS.filter((one) => changed.keys[one].includes(key))).toEqual([act]);
      // nothing is left without one
      for (const one of ACTS) expect(changed.keys[one].length, `${one} after ${key}`).toBeGreaterThan(0);
    }
  });

  it("swaps where the other had no second key, and leaves the second one where it had", () => {
    expect(remapped(DEFAULT, "retake", "p").keys).toMatchObject({ retake: ["p"], approve: ["x"] });
    expect(remapped(DEFAULT, "retake", "j").keys).toMatchObject({ retake: ["j"], next: ["ArrowRight"] });
  });

  it("is kept and read again", () => {
    const changed = { ...remapped(DEFAULT, "approve", "A"), on: false };
    expect(readSettings(JSON.stringify(changed))).toEqual(changed);
    expect(actOf("a", readSettings(JSON.stringify({ ...changed, on: true })))).toBe("approve");
  });

  it.each(["", "{", "null", "7", '{"keys": 3}', '{"keys": {"next": [1]}}', '{"keys": {"next": ["Tab"]}}'])(
    "is as at first where %s was kept",
    (kept) => expect(readSettings(kept)).toEqual(DEFAULT),
  );

  it("leaves keys to whoever is typed in, to combinations, and arrows to what moves by them", () => {
    const field = document.createElement("input");
    const slider = document.createElement("div");
    slider.role = "slider";
    const radio = document.createElement("input");
    radio.type = "radio";
    const button = document.createElement("button");
    expect(isForPage(pressed("p", field))).toBe(false);
    expect(isForPage(pressed("p", button, { ctrlKey: true }))).toBe(false);
    expect(isForPage(pressed("ArrowRight", slider))).toBe(false);
    expect(isForPage(pressed("ArrowRight", radio))).toBe(false);
    expect(isForPage(pressed("p", radio))).toBe(true);
    expect(isForPage(pressed("p", slider))).toBe(true);
    expect(isForPage(pressed("ArrowRight", button))).toBe(true);
  });
});
