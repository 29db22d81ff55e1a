/** A grey picture, row by row. */
export interface Grey {
  values: Uint8ClampedArray;
  width: number;
  height: number;
}

interface Corner {
  x: number;
  y: number;
  module: number;
}

/** Of the picture's longer side: thresholds are means over so much of a row, for codes near and far. */
const WINDOWS = [1 / 3, 1 / 12] as const;
const ROW_STEP = 2;
/** More corners than this are a texture. */
const MOST = 60;
/** Modules between two corners: from the smallest code to larger ones than ours, lying straight or askew. */
const LEGS = [8, 32] as const;
/** The ways from the middle of what may be a corner, besides along its row: it looks the same on all of them. */
const WAYS = [
  [0, 1],
  [1, 1],
  [1, -1],
] as const;
/** Between light and dark parts of a corner; less is grain. */
const CONTRAST = 16;

/** Whether runs of dark, light, dark, light, dark are as wide as 1:1:3:1:1, as the corners of QR codes are. */
function isCorner(runs: readonly number[]): boolean {
  const module = runs.reduce((sum, run) => sum + run, 0) / 7;
  if (module < 1.2) return false;
  return runs.every((run, at) => {
    const wanted = at === 2 ? 3 * module : module;
    return Math.abs(run - wanted) < (at === 2 ? 1.4 : 0.75) * module;
  });
}

/** Each pixel made softer by its neighbours, so that a sensor's noise breaks no run. */
function softened({ values, width, height }: Grey): Grey {
  const soft = new Uint8ClampedArray(values.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      let sum = 0;
      for (const row of [at - width, at, at + width]) {
        sum += (values[row - 1] ?? 0) + (values[row] ?? 0) + (values[row + 1] ?? 0);
      }
      soft[at] = sum / 9;
    }
  }
  return { values: soft, width, height };
}

function valueAt({ values, width, height }: Grey, x: number, y: number): number | undefined {
  return x >= 0 && y >= 0 && x < width && y < height ? values[y * width + x] : undefined;
}

/** The values from a place on, as long as they are all dark or all light. */
function run(
  soft: Grey,
  from: readonly [number, number],
  way: readonly [number, number],
  dark: boolean,
  level: number,
) {
  const values: number[] = [];
  for (let step = 0; ; step++) {
    const value = valueAt(soft, from[0] + step * way[0], from[1] + step * way[1]);
    if (value === undefined || value < level !== dark) return values;
    values.push(value);
  }
}

/** Dark, light and dark again, from the middle of a corner outwards. */
function outwards(
  soft: Grey,
  from: readonly [number, number],
  way: readonly [number, number],
  level: number,
) {
  let [x, y] = from;
  return [true, false, true].map((dark) => {
    const values = run(soft, [x, y], way, dark, level);
    x += values.length * way[0];
    y += values.length * way[1];
    return values;
  });
}

/** Looks from the middle of what may be a corner along the other ways. level: what tells dark from light there. */
function standsToo(soft: Grey, { x, y }: Corner, level: number): boolean {
  return WAYS.every(([across, down]) => {
    const [inner = [], ring = [], edge = []] = outwards(soft, [x, y], [-across, -down], level);
    const [middle = [], light = [], last = []] = outwards(
      soft,
      [x + across, y + down],
      [across, down],
      level,
    );
    const runs = [edge.length, ring.length, inner.length + middle.length, light.length, last.length];
    if (!isCorner(runs)) return false;
    return Math.max(...ring, ...light) - Math.min(...inner, ...middle) >= CONTRAST;
  });
}

/** Where a row's runs are those of a corner: the middle, and a module's width. Its first run counts as light. */
function candidates(values: Uint8ClampedArray, levelAt: (x: number) => number): [number, number][] {
  const found: [number, number][] = [];
  let runs: number[] = [];
  let length = 0;
  let dark = false;
  for (const [x, value] of values.entries()) {
    length++;
    if (value < levelAt(x) === dark) continue;
    runs = [...runs.slice(-4), length - 1];
    if (dark && runs.length === 5 && isCorner(runs)) {
      const [, , middle = 0, light = 0, last = 0] = runs;
      found.push([Math.round(x - last - light - middle / 2), runs.reduce((sum, one) => sum + one, 0) / 7]);
    }
    length = 1;
    dark = !dark;
  }
  return found;
}

function cornersIn(soft: Grey, reach: number): Corner[] {
  const found: Corner[] = [];
  const { width, height } = soft;
  const sums = new Float64Array(width + 1);
  const levelAt = (x: number) => {
    const from = Math.max(x - reach, 0);
    const to = Math.min(x + reach, width);
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  };
  for (let y = 1; y < height - 1 && found.length < MOST; y += ROW_STEP) {
    const row = soft.values.subarray(y * width, (y + 1) * width);
    for (let x = 0; x < width; x++) sums[x + 1] = (sums[x] ?? 0) + (row[x] ?? 0);
    for (const [x, module] of candidates(row, levelAt)) {
      const near = 4 * module;
      const known = found.some((one) => Math.abs(one.x - x) < near && Math.abs(one.y - y) < near);
      const corner = { x, y, module };
      if (!known && standsToo(soft, corner, levelAt(x))) found.push(corner);
    }
  }
  return found;
}

const isLike = (one: number, other: number, times: number) => one < other * times && other < one * times;

/** Whether two corners lie around a third as in a code, seen from wherever a photographer stands. */
function isTriangle(middle: Corner, one: Corner, other: Corner): boolean {
  if (!isLike(middle.module, one.module, 1.6) || !isLike(middle.module, other.module, 1.6)) return false;
  const a = Math.hypot(one.x - middle.x, one.y - middle.y);
  const b = Math.hypot(other.x - middle.x, other.y - middle.y);
  const long = Math.hypot(one.x - other.x, one.y - other.y);
  const legs = (a + b) / 2 / ((middle.module + one.module + other.module) / 3);
  return legs > LEGS[0] && legs < LEGS[1] && isLike(a, b, 1.6) && isLike(long, Math.hypot(a, b), 1.25);
}

function haveTriangle(found: readonly Corner[]): boolean {
  return found.some((middle) =>
    found.some((one, at) => found.slice(at + 1).some((other) => isTriangle(middle, one, other))),
  );
}

/**
 * Whether a picture may show a QR code: its three corners are seen (ISO/IEC 18004, finder patterns). Only what may show
 * one has to be read by the service; a pattern that is none costs a question, and nothing else.
 */
export function mayShowCode(grey: Grey): boolean {
  const soft = softened(grey);
  const longest = Math.max(grey.width, grey.height);
  return WINDOWS.some((part) => haveTriangle(cornersIn(soft, Math.round((longest * part) / 2))));
}
