import { type ComponentType, lazy } from "react";
import { type Late, openTexts } from ".";

/** A part of a page whose script, and those of its texts that come late, are there once it is shown. */
export function part<K extends string, Props>(
  load: () => Promise<Record<K, ComponentType<Props>>>,
  name: K,
  ...texts: Late[]
) {
  return lazy(async () => {
    const [found] = await Promise.all([load(), openTexts(texts)]);
    return { default: found[name] };
  });
}
