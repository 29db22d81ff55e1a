import { describe, expect, it } from "vitest";
import { ALL, atFullSize, clamped, fitted, laid, largest, panned, type Size, zoomed } from "./zoom";

/** Numbers that look random and are the same in every run (mulberry32). */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

const cases = Array.from({ length: 200 }, (_, seed) => {
  const some = numbers(seed);
  const between = (low: number, high: number) => low + (high - low) * some.next().value;
  const picture: Size = { width: between(200, 8000), height: between(200, 8000) };
  const pane: Size = { width: between(100, 2000), height: between(100, 1500) };
  const glimpse = { zoom: between(1, 10), x: between(-0.5, 1.5), y: between(-0.5, 1.5) };
  const at = {
    x: between(-0.5, 0.5) * pane.width,
    y: between(-0.5, 0.5) * pane.height,
  };
  return { picture, pane, glimpse, at, factor: between(0.3, 3) };
});

describe("what is seen of a picture", () => {
  it.each(cases)(
    "leaves no room empty that could show picture %#",
    ({ picture, pane, glimpse, at, factor }) => {
      for (const seen of [
        clamped(glimpse, picture, pane, 20),
        zoomed(clamped(glimpse, picture, pane, 20), factor, at, picture, pane, 20),
        panned(clamped(glimpse, picture, pane, 20), at, picture, pane),
      ]) {
        const { x, y, width, height } = laid(seen, picture, pane);
        const near = 1e-6 * Math.max(pane.width, pane.height);
        if (width > pane.width) {
          expect(x).toBeLessThanOrEqual(near);
          expect(x + width).toBeGreaterThanOrEqual(pane.width - near);
        } else expect(x + width / 2).toBeCloseTo(pane.width / 2);
        if (height > pane.height) {
          expect(y).toBeLessThanOrEqual(near);
          expect(y + height).toBeGreaterThanOrEqual(pane.height - near);
        } else expect(y + height / 2).toBeCloseTo(pane.height / 2);
        expect(seen.zoom).toBeGreaterThanOrEqual(1);
      }
    },
  );

  it.each(cases)(
    "keeps what is under the pointer, away from the edges %#",
    ({ picture, pane, at, factor }) => {
      const start = { zoom: 6, x: 0.5, y: 0.5 };
      const after = zoomed(start, Math.max(factor, 0.8), at, picture, pane, 40);
      const free = zoomed(start, 1, at, picture, pane, 40);
      expect(free).toEqual(clamped(start, picture, pane, 40));
      const under = (seen: typeof start) => {
        const { x, width } = laid(seen, picture, pane);
        return (pane.width / 2 + at.x - x) / width;
      };
      const fit = fitted(picture, pane);
      // as long as the picture fills the pane before and after, and no edge holds it
      const half = pane.width / 2 / (fit.width * after.zoom);
      if (fit.width * 4.8 > pane.width && after.x > half + 1e-9 && after.x < 1 - half - 1e-9) {
        expect(under(after)).toBeCloseTo(under(start), 6);
      }
    },
  );

  it.each(cases)("goes back where it came from %#", ({ picture, pane, at, factor }) => {
    const start = clamped({ zoom: 5, x: 0.5, y: 0.5 }, picture, pane, 100);
    const there = zoomed(start, 1 + factor, { x: 0, y: 0 }, picture, pane, 100);
    const back = zoomed(there, 1 / (1 + factor), { x: 0, y: 0 }, picture, pane, 100);
    expect(back.zoom).toBeCloseTo(start.zoom, 9);
    const small = { x: at.x * 1e-3, y: at.y * 1e-3 };
    const moved = panned(panned(start, small, picture, pane), { x: -small.x, y: -small.y }, picture, pane);
    expect(moved.x).toBeCloseTo(start.x, 9);
  });

  it("is all of it at first", () => {
    const pane = { width: 600, height: 600 };
    expect(laid(ALL, { width: 2000, height: 3000 }, pane)).toEqual({ x: 100, y: 0, width: 400, height: 600 });
  });

  it("has a pixel of the screen for each of its own at 100 %", () => {
    const full = { width: 4000, height: 6000 };
    const pane = { width: 500, height: 600 };
    expect(fitted(full, pane).width * atFullSize(full, pane, 1)).toBeCloseTo(4000);
    expect(fitted(full, pane).width * atFullSize(full, pane, 2)).toBeCloseTo(2000);
    expect(largest({ width: 10, height: 10 }, pane, 1)).toBe(1);
  });
});
