import { lazyRouteComponent } from "@tanstack/react-router";
import { Problem } from "@/api/problem";
import { type Late, openTexts } from "@/i18n";

/**
 * A page whose script, and those of its texts that no other page says, come when it is opened. Without network that is
 * said; the library would load all of the portal anew, which is what helps after an update, and shows nothing at all
 * without network.
 */
export function page<T extends Record<string, unknown>, K extends keyof T & string>(
  load: () => Promise<T>,
  name: K,
  ...texts: Late[]
) {
  return lazyRouteComponent(
    () =>
      Promise.all([load(), openTexts(texts)])
        .then(([found]) => found)
        .catch((error: unknown) => {
          throw navigator.onLine ? error : Problem.unreachable(error);
        }),
    name,
  );
}
