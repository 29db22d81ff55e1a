import { useEffect } from "react";

const TYPED = "input, textarea, select, [contenteditable=true], [role=dialog], [role=menu]";
const OWN_ARROWS = "[role=slider], [role=radiogroup], [role=tablist], [data-close]";

/** Whether a key that was pressed there means the page rather than what has the focus. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
    return false;
  const { target } = event;
  if (!(target instanceof Element)) return true;
  if (target.closest("[role=dialog]")) return false;
  const typed = target.closest(TYPED);
  // radios take arrows alone; letters typed there can't mean anything
  if (typed && !(typed instanceof HTMLInputElement && /^(radio|checkbox)$/.test(typed.type))) return false;
  return !(event.key.startsWith("Arrow") && (typed || target.closest(OWN_ARROWS)));
}

/** Does something by keys that nothing with the focus wants for itself. Give a stable function. */
export function usePageKeys(pressed: (event: KeyboardEvent) => void): void {
  useEffect(() => {
    function hear(event: KeyboardEvent) {
      if (isForPage(event)) pressed(event);
    }
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [pressed]);
}
