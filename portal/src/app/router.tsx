import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { queries } from "@/app/queries";
import { Broken } from "@/components/broken";
import { NothingHere } from "@/components/nothing-here";
import { filtersIn } from "@/features/sessions/api/filters";
import { askSession } from "@/features/sessions/api/photos";
import { Shell } from "@/features/shell/components/shell";

const root = createRootRoute({ errorComponent: Broken, notFoundComponent: NothingHere });
const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Shell });
const forgotten = createRoute({
  getParentRoute: () => root,
  path: "/forgotten",
  component: lazyRouteComponent(
    () => import("@/features/account/components/forgotten-page"),
    "ForgottenPage",
  ),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("@/features/account/components/welcome-page"), "WelcomePage"),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/sessions" });
  },
});
const profile = createRoute({
  getParentRoute: () => inside,
  path: "/profile",
  component: lazyRouteComponent(() => import("@/features/account/components/profile-page"), "ProfilePage"),
});
const sessions = createRoute({
  getParentRoute: () => inside,
  path: "/sessions",
  validateSearch: filtersIn,
  component: lazyRouteComponent(() => import("@/features/sessions/components/sessions-page"), "SessionsPage"),
});
const session = createRoute({
  getParentRoute: () => inside,
  path: "/sessions/$session",
  // asked for while the page's own script comes
  loader: ({ params }) => askSession(queries, Number(params.session)),
  component: lazyRouteComponent(() => import("@/features/sessions/components/session-page"), "SessionPage"),
});
const retakes = createRoute({
  getParentRoute: () => inside,
  path: "/sessions/$session/retakes",
  component: lazyRouteComponent(() => import("@/features/sessions/components/retakes-page"), "RetakesPage"),
});
const customers = createRoute({
  getParentRoute: () => inside,
  path: "/customers",
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } =>
    typeof q === "string" && q ? { q } : {},
  component: lazyRouteComponent(
    () => import("@/features/customers/components/customers-page"),
    "CustomersPage",
  ),
});
const customer = createRoute({
  getParentRoute: () => inside,
  path: "/customers/$customer",
  component: lazyRouteComponent(
    () => import("@/features/customers/components/customer-page"),
    "CustomerPage",
  ),
});
const photo = createRoute({
  getParentRoute: () => inside,
  path: "/photos/$photo",
  component: lazyRouteComponent(() => import("@/features/photo/components/photo-page"), "PhotoPage"),
});
const review = createRoute({
  getParentRoute: () => inside,
  path: "/review",
  component: lazyRouteComponent(() => import("@/features/review/components/review-page"), "ReviewPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    forgotten,
    welcome,
    inside.addChildren([home, profile, sessions, session, retakes, customers, customer, photo, review]),
  ]),
  basepath: "/portal",
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
