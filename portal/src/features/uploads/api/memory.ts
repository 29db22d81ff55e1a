const KEPT = "mirrorme-unsent";

/** What a page that was closed had not sent yet. A browser gives files again only to who chooses them again. */
export interface Unsent {
  left: number;
  of: number;
}

function read(): Record<string, Unsent> {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Record<string, Unsent>;
  } catch {
    // what somebody else wrote there says nothing
    return {};
  }
}

/** What was not sent into a session when the page was closed. */
export function unsentOf(session: number): Unsent | undefined {
  return read()[session];
}

/** Note it for the next time; null when nothing is left. */
export function noteUnsent(session: number, unsent: Unsent | null): void {
  const { [session]: before, ...others } = read();
  if (!unsent && !before) return;
  localStorage.setItem(KEPT, JSON.stringify(unsent ? { ...others, [session]: unsent } : others));
}
