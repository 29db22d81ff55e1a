import type { Session, SessionChange } from "./sessions";
import { instantOf, wallOf } from "./zoned";

/** What a form says of a session. due: what the studio's clock shows then; empty for none, undefined as it is. */
export interface Rebooked {
  name: string;
  customer: number | null;
  due: string | undefined;
}

/** What was promised, as the studio's clock shows it; empty for nothing. */
export function dueOf(session: Pick<Session, "due_at">, zone: string): string {
  return session.due_at ? wallOf(session.due_at, zone) : "";
}

/** What is other than it was: a promise's seconds, which no form shows, are no change. */
export function changesOf(
  session: Pick<Session, "name" | "customer" | "due_at">,
  form: Rebooked,
  zone: string,
): SessionChange {
  const changes: SessionChange = {};
  if (form.name.trim() !== session.name) changes.name = form.name.trim();
  if (form.customer !== session.customer) changes.customer = form.customer;
  if (form.due !== undefined && form.due !== dueOf(session, zone))
    changes.due_at = form.due ? instantOf(form.due, zone) : null;
  return changes;
}
