import { useCallback, useEffect, useRef, useState } from "react";
import { usePageKeys } from "@/features/viewer/components/for-page";
import { type Act, actOf, type KeySettings, readSettings } from "./keys";

const KEPT = "mirrorme-review-keys";

/** Keys as this device has them. */
export function useKeySettings(): [KeySettings, (settings: KeySettings) => void] {
  const [settings, setSettings] = useState(() => readSettings(localStorage.getItem(KEPT)));
  const keep = useCallback((next: KeySettings) => {
    localStorage.setItem(KEPT, JSON.stringify(next));
    setSettings(next);
  }, []);
  return [settings, keep];
}

/** Does by keys what the page can do. */
export function useKeys(settings: KeySettings, act: (act: Act) => void): void {
  const last = useRef({ settings, act });
  useEffect(() => {
    last.current = { settings, act };
  });
  usePageKeys(
    useCallback((event) => {
      const wanted = actOf(event.key, last.current.settings);
      if (!wanted) return;
      event.preventDefault();
      last.current.act(wanted);
    }, []),
  );
}
