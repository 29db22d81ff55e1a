import type { Schemas } from "@/api/client";
import { ALL_STATES, type State } from "@/components/states";
import { whoseIn } from "@/components/whose";

export type Lane = Schemas["Lane"];
export const LANES: readonly Lane[] = ["vip", "express", "standard", "bulk"];

/** What the list of sessions is narrowed by; kept in the page's address, so that it can be sent and come back to. */
export interface Filters {
  q?: string;
  /** Days, both included, as 2026-11-25. */
  from?: string;
  to?: string;
  lane?: Lane;
  state?: State;
  customer?: number;
  /** Its code, for who sees more than one. */
  franchise?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filters in an address; what is none is left out. */
export function filtersIn(search: Record<string, unknown>): Filters {
  const { q, from, to, lane, state, customer } = search;
  return {
    ...(typeof q === "string" && q ? { q } : {}),
    ...(typeof from === "string" && DAY.test(from) ? { from } : {}),
    ...(typeof to === "string" && DAY.test(to) ? { to } : {}),
    ...(LANES.includes(lane as Lane) ? { lane: lane as Lane } : {}),
    ...(ALL_STATES.includes(state as State) ? { state: state as State } : {}),
    ...(typeof customer === "number" && customer > 0 ? { customer } : {}),
    ...whoseIn(search),
  };
}

/** With one of them changed; an empty one is left out. */
export function changed(
  filters: Filters,
  change: { [Key in keyof Filters]?: Filters[Key] | undefined },
): Filters {
  return filtersIn({ ...filters, ...change });
}
