import { useState } from "react";

export interface Sorting<Key> {
  by: Key;
  down: boolean;
}

/** Rows by a column: numbers by size, words as the language has them; what has no value comes last. */
export function sorted<Key extends string, Row extends Record<Key, string | number | null>>(
  rows: readonly Row[],
  { by, down }: Sorting<Key>,
  language: string,
): Row[] {
  const words = new Intl.Collator(language, { numeric: true });
  return [...rows].sort((first, second) => {
    const [one, other] = [first[by], second[by]];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const order =
      typeof one === "number" && typeof other === "number"
        ? one - other
        : words.compare(String(one), String(other));
    return down ? -order : order;
  });
}

/** By which column a table is sorted; the same column again turns it round. */
export function useSorting<Key>(first: Sorting<Key>) {
  const [sorting, setSorting] = useState(first);
  const sortBy = (by: Key) => setSorting((now) => ({ by, down: now.by === by ? !now.down : false }));
  return [sorting, sortBy] as const;
}
