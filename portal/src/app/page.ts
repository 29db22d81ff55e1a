import { lazyRouteComponent } from "@tanstack/react-router";
import { Problem } from "@/api/problem";

/**
 * A page whose script comes when it is opened. Without network that is said; the library would load all of the portal
 * anew, which is what helps after an update, and shows nothing at all without network.
 */
export function page<T extends Record<string, unknown>, K extends keyof T & string>(
  load: () => Promise<T>,
  name: K,
) {
  return lazyRouteComponent(
    () =>
      load().catch((error: unknown) => {
        throw navigator.onLine ? error : Problem.unreachable(error);
      }),
    name,
  );
}
