/** A grey picture, row by row. */
export interface Grey {
  values: Uint8ClampedArray;
  width: number;
  height: number;
}

interface Mark {
  x: number;
  y: number;
  module: number;
}

/** Of the picture's longer side: thresholds are means over so much of a row, for codes near and far. */
const WINDOWS = [1 / 3, 1 / 12] as const;
const ROW_STEP = 2;
const ENOUGH = 2;

/** Whether runs of dark, light, dark, light, dark are as wide as 1:1:3:1:1, as the corners of QR codes are. */
function isCorner(runs: readonly number[]): boolean {
  const module = runs.reduce((sum, run) => sum + run, 0) / 7;
  if (module < 1.2) return false;
  return runs.every((run, at) => {
    const wanted = at === 2 ? 3 * module : module;
    return Math.abs(run - wanted) < (at === 2 ? 1.4 : 0.75) * module;
  });
}

/** Each row made softer by its neighbours, so that a sensor's noise breaks no run. */
function softened({ values, width, height }: Grey): Uint8ClampedArray {
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
  return soft;
}

/** Looks up and down from a place that may be in the middle of a corner, by the level that tells dark from light. */
function standsToo(soft: Uint8ClampedArray, grey: Grey, x: number, y: number, level: number): boolean {
  const dark = (row: number) => (soft[row * grey.width + x] ?? 0) < level;
  const runs = [0, 0, 0, 0, 0];
  const walk = (from: number, step: number, order: readonly number[]) => {
    let row = from;
    for (const [at, run] of order.entries()) {
      while (row >= 0 && row < grey.height && dark(row) === (at % 2 === 0)) {
        runs[run] = (runs[run] ?? 0) + 1;
        row += step;
      }
    }
  };
  walk(y, -1, [2, 1, 0]);
  walk(y + 1, 1, [2, 3, 4]);
  return isCorner(runs);
}

function cornersIn(soft: Uint8ClampedArray, grey: Grey, reach: number, found: Mark[]): boolean {
  const { width, height } = grey;
  const sums = new Float64Array(width + 1);
  for (let y = 1; y < height - 1; y += ROW_STEP) {
    const row = y * width;
    for (let x = 0; x < width; x++) sums[x + 1] = (sums[x] ?? 0) + (soft[row + x] ?? 0);
    const levelAt = (x: number) => {
      const from = Math.max(x - reach, 0);
      const to = Math.min(x + reach, width);
      return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
    };
    let runs: number[] = [];
    let run = 0;
    let dark = false;
    for (let x = 0; x < width; x++) {
      const isDark = (soft[row + x] ?? 0) < levelAt(x);
      if (isDark === dark) {
        run++;
        continue;
      }
      // five runs that end with a dark one
      runs = [...runs.slice(-4), run];
      if (dark && runs.length === 5 && isCorner(runs)) {
        const [, , middle = 0, light = 0, last = 0] = runs;
        const centre = Math.round(x - last - light - middle / 2);
        const module = runs.reduce((sum, one) => sum + one, 0) / 7;
        const known = found.some(
          (mark) => Math.abs(mark.x - centre) < 4 * module && Math.abs(mark.y - y) < 4 * module,
        );
        if (!known && standsToo(soft, grey, centre, y, levelAt(centre))) {
          found.push({ x: centre, y, module });
          if (found.length >= ENOUGH) return true;
        }
      }
      run = 1;
      dark = isDark;
    }
  }
  return false;
}

/**
 * Whether a picture may show a QR code: two of its three corners are seen (ISO/IEC 18004, finder patterns). Only what
 * may show one has to be read by the service; a pattern that is none costs a question, and nothing else.
 */
export function mayShowCode(grey: Grey): boolean {
  const soft = softened(grey);
  const longest = Math.max(grey.width, grey.height);
  return WINDOWS.some((part) => cornersIn(soft, grey, Math.round((longest * part) / 2), []));
}
