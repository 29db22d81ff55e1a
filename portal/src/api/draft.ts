import { useState } from "react";

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const namesOf = <T extends object>(record: T) => Object.keys(record) as (keyof T & string)[];

/** What is other than it was. */
export function changesOf<T extends object>(before: object, after: T): Partial<T> {
  const old = before as Partial<T>;
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !same(value, old[name as keyof T])),
  ) as Partial<T>;
}

export interface Rebased<T> {
  draft: T;
  /** What somebody else changed meanwhile. */
  theirs: (keyof T & string)[];
}

/**
 * A draft of what was `base` as one of what is `latest` now: what was changed here stays, the rest is as it is now.
 * What was changed both here and elsewhere is told as well, and stays as here.
 */
export function rebased<T extends object>(base: T, draft: T, latest: T): Rebased<T> {
  const theirs = namesOf(latest).filter(
    (name) => !same(latest[name], base[name]) && !same(latest[name], draft[name]),
  );
  const kept = namesOf(draft).filter((name) => !same(draft[name], base[name]));
  return { draft: { ...latest, ...Object.fromEntries(kept.map((name) => [name, draft[name]])) }, theirs };
}

export interface Draft<T> {
  draft: T;
  set(change: Partial<T>): void;
  isDirty: boolean;
  theirs: (keyof T & string)[];
  /** What was changed here is given up. */
  drop(): void;
  /** It is kept, and this is what it came to. */
  settle(after: T): void;
}

/** What somebody is changing of a record that others may change too: their changes come in, and are named. */
export function useDraft<T extends object>(latest: T): Draft<T> {
  const [kept, setKept] = useState({ base: latest, draft: latest, theirs: [] as (keyof T & string)[] });
  let now = kept;
  if (!same(kept.base, latest)) {
    const { draft, theirs } = rebased(kept.base, kept.draft, latest);
    now = { base: latest, draft, theirs };
    setKept(now);
  }
  return {
    draft: now.draft,
    set: (change) => setKept((before) => ({ ...before, draft: { ...before.draft, ...change } })),
    isDirty: !same(now.draft, now.base),
    theirs: now.theirs,
    drop: () => setKept({ base: latest, draft: latest, theirs: [] }),
    settle: (after) => setKept({ base: after, draft: after, theirs: [] }),
  };
}
