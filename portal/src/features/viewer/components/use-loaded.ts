import { useCallback, useMemo, useState } from "react";
import { sizeOf } from "../api/pictures";
import type { Layers } from "./layers";
import type { Size } from "./zoom";

export interface Loaded {
  /** The size of what has come of a pane's pictures; all of them have the same proportions. */
  sizeOf: (layers: Layers) => Size | undefined;
  /** The size of one picture, once it has come. */
  of: (address: string | undefined) => Size | undefined;
  failed: (address: string | undefined) => boolean;
  came: (address: string, size: Size) => void;
  failedToCome: (address: string) => void;
}

/** What of the pictures has come, and what can't. */
export function useLoaded(): Loaded {
  const [sizes, setSizes] = useState<Record<string, Size>>({});
  const [failures, setFailures] = useState<Record<string, true>>({});
  const came = useCallback(
    (address: string, size: Size) => setSizes((known) => ({ ...known, [address]: size })),
    [],
  );
  const failedToCome = useCallback(
    (address: string) => setFailures((known) => ({ ...known, [address]: true })),
    [],
  );
  return useMemo(() => {
    const of = (address: string | undefined) => (address ? (sizes[address] ?? sizeOf(address)) : undefined);
    return {
      of,
      sizeOf: (layers) => of(layers.screen) ?? of(layers.thumb),
      failed: (address) => address !== undefined && failures[address] === true,
      came,
      failedToCome,
    };
  }, [sizes, failures, came, failedToCome]);
}
