export const ACTS = [
  "next",
  "previous",
  "approve",
  "retake",
  "reEdit",
  "undo",
  "stars1",
  "stars2",
  "stars3",
  "stars4",
  "stars5",
  "before",
  "zoom",
  "grid",
  "help",
] as const;
export type Act = (typeof ACTS)[number];
/** Keys as `KeyboardEvent.key` has them, letters small. */
type Keys = Record<Act, string[]>;

export interface KeySettings {
  on: boolean;
  keys: Keys;
}

export const DEFAULT: KeySettings = {
  on: true,
  keys: {
    next: ["ArrowRight", "j"],
    previous: ["ArrowLeft", "k"],
    approve: ["p"],
    retake: ["x"],
    reEdit: ["r"],
    undo: ["u"],
    stars1: ["1"],
    stars2: ["2"],
    stars3: ["3"],
    stars4: ["4"],
    stars5: ["5"],
    before: ["y"],
    zoom: ["z"],
    grid: ["g"],
    help: ["?"],
  },
};

function named(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

/** Whether something may be done by a key: those that move through a page or a browser are left alone. */
export function usable(key: string): boolean {
  return key.length === 1 ? key !== " " : /^(Arrow\w+|Home|End|PageUp|PageDown|F\d+)$/.test(key);
}

/** What a key does; undefined: nothing. */
export function actOf(key: string, { on, keys }: KeySettings): Act | undefined {
  if (!on) return undefined;
  const wanted = named(key);
  return ACTS.find((act) => keys[act].includes(wanted));
}

/** What else is done by a key, also while keys are switched off. */
export function otherOf(key: string, { keys }: KeySettings, act: Act): Act | undefined {
  const wanted = named(key);
  return ACTS.find((one) => one !== act && keys[one].includes(wanted));
}

/** With another key for an act. Whatever had that key and no other is done by the key that the act had before. */
export function remapped(settings: KeySettings, act: Act, key: string): KeySettings {
  const wanted = named(key);
  const before = settings.keys[act].filter((one) => one !== wanted).slice(0, 1);
  const keysOf = (one: Act) => {
    if (one === act) return [wanted];
    const left = settings.keys[one].filter((kept) => kept !== wanted);
    return left.length === 0 && settings.keys[one].length > 0 ? before : left;
  };
  return { ...settings, keys: Object.fromEntries(ACTS.map((one) => [one, keysOf(one)])) as Keys };
}

/** Settings as they were kept; what of them can't be read is as it is at first. */
export function readSettings(kept: string | null): KeySettings {
  if (kept === null) return DEFAULT;
  let found: unknown;
  try {
    found = JSON.parse(kept);
  } catch {
    return DEFAULT;
  }
  if (!found || typeof found !== "object") return DEFAULT;
  const { on, keys } = found as { on?: unknown; keys?: Record<string, unknown> };
  const read = ACTS.map((act) => {
    const some = keys?.[act];
    const strings = Array.isArray(some) && some.every((one) => typeof one === "string" && usable(one));
    return [act, strings ? some : DEFAULT.keys[act]];
  });
  return { on: on !== false, keys: Object.fromEntries(read) as Keys };
}
