import { Text } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";

const SHOWN_MS = 8_000;

/** What was told last. bad: it stays until something else is told. */
export interface Told {
  text: string;
  bad: boolean;
}

/** What was told last, in the page's own place: what lies over a page lies over what has to be pressed next. */
export function useTold(): [Told | undefined, (told: Told) => void] {
  const [told, setTold] = useState<Told>();
  useEffect(() => {
    if (!told || told.bad) return undefined;
    const timer = window.setTimeout(() => setTold(undefined), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [told]);
  // a new object each time, so that the same words twice are shown as long as once again
  return [told, useCallback((next: Told) => setTold({ ...next }), [])];
}

export function ToldLast({ told }: { told: Told | undefined }) {
  if (!told) return null;
  return (
    <Text size="sm" fw={600} c={told.bad ? "red" : "inherit"} data-told>
      {told.text}
    </Text>
  );
}
