import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Broken } from "@/components/broken";
import { NothingHere } from "@/components/nothing-here";
import { Shell } from "@/features/shell/components/shell";

const root = createRootRoute({ component: Shell, errorComponent: Broken, notFoundComponent: NothingHere });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/sessions" });
  },
});
const sessions = createRoute({
  getParentRoute: () => root,
  path: "/sessions",
  component: lazyRouteComponent(() => import("@/features/sessions/components/sessions-page"), "SessionsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, sessions]),
  basepath: "/portal",
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
