interface Polled {
  state: { status: string; data: unknown };
}

/** Asks again and again. What could not be had at all is not: it would never be said, and somebody can try again. */
export function every(milliseconds: number | false) {
  return ({ state }: Polled) => (state.status === "error" && state.data === undefined ? false : milliseconds);
}
