import { describe, expect, it } from "vitest";
import { type Grey, mayShowCode } from "./marks";

const MODULES = 25;
const CORNER = 7;

/** A pattern with the corners of a code, 25 modules wide; between them whatever. */
function isDark(x: number, y: number, corners: readonly (readonly [number, number])[]): boolean {
  for (const [left, top] of corners) {
    const across = x - left;
    const down = y - top;
    if (across < -1 || down < -1 || across > CORNER || down > CORNER) continue;
    const ring = Math.max(Math.abs(across - 3), Math.abs(down - 3));
    return ring === 3 || ring <= 1;
  }
  return (x * 7 + y * 13 + x * y) % 3 === 0;
}

const THREE = [
  [0, 0],
  [MODULES - CORNER, 0],
  [0, MODULES - CORNER],
] as const;

function drawn(turn: number, module: number, corners: typeof THREE | readonly [], light = 220): Grey {
  const [width, height] = [800, 600];
  const values = new Uint8ClampedArray(width * height).fill(light * 0.6);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [(x - width / 2) / module, (y - height / 2) / module];
      const at = [dx * cos + dy * sin + MODULES / 2, dy * cos - dx * sin + MODULES / 2] as const;
      const [column, row] = [Math.floor(at[0]), Math.floor(at[1])];
      if (column < -4 || row < -4 || column >= MODULES + 4 || row >= MODULES + 4) continue;
      const inside = column >= 0 && row >= 0 && column < MODULES && row < MODULES;
      values[y * width + x] = inside && isDark(column, row, corners) ? light * 0.1 : light;
    }
  }
  return { values, width, height };
}

describe("mayShowCode", () => {
  it.each([0, 0.3, Math.PI / 4, Math.PI / 2, Math.PI, 4])("sees a code that is turned by %f", (turn) => {
    expect(mayShowCode(drawn(turn, 10, THREE))).toBe(true);
  });
  it.each([4, 8, 14])("sees a code of modules of %i pixels", (module) => {
    expect(mayShowCode(drawn(0.1, module, THREE))).toBe(true);
  });
  it("sees a code in dim light", () => {
    expect(mayShowCode(drawn(0.1, 8, THREE, 45))).toBe(true);
  });
  it("takes a pattern without corners for none", () => {
    expect(mayShowCode(drawn(0.1, 8, []))).toBe(false);
  });
  it("takes an even picture for none, and the smallest one", () => {
    const even = { values: new Uint8ClampedArray(300 * 200).fill(128), width: 300, height: 200 };
    expect(mayShowCode(even)).toBe(false);
    expect(mayShowCode({ values: new Uint8ClampedArray(1), width: 1, height: 1 })).toBe(false);
  });
});
