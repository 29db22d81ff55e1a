import { useState } from "react";
import type { Found } from "./evidence";
import type { Mode } from "./toolbar";

/** Those that show all of the edit as it is, where a factor's places can be laid over it. */
const WHOLE: readonly Mode[] = ["one", "side"];

export interface Chosen {
  mode: Mode;
  /** Of one after the other, whether it is the original's turn. */
  swapped: boolean;
  setMode(mode: Mode): void;
  setSwapped(swapped: boolean): void;
}

/** How the pictures are shown. While a factor's places are looked at, all of the edit is there, or they would be hidden. */
export function useMode(found: Found | undefined): Chosen {
  const [mode, setMode] = useState<Mode>("slider");
  const [swapped, setSwapped] = useState(false);
  const [seen, setSeen] = useState(found);
  const [back, setBack] = useState<Mode>();
  if (seen !== found) {
    setSeen(found);
    if (found) {
      setSwapped(false);
      if (!WHOLE.includes(mode)) {
        setBack(mode);
        setMode("one");
      }
    } else if (back) {
      setMode(back);
      setBack(undefined);
    }
  }
  return {
    mode,
    swapped,
    setSwapped,
    setMode: (chosen) => {
      setBack(undefined);
      setMode(chosen);
    },
  };
}
