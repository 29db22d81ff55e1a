import { createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { page } from "@/app/page";
import { queries } from "@/app/queries";
import { Broken } from "@/components/broken";
import { NothingHere } from "@/components/nothing-here";
import { type Whose, whoseIn } from "@/components/whose";
import { brandIn } from "@/features/brand/api/views";
import { periodIn } from "@/features/dashboard/api/period";
import { officeIn } from "@/features/office/api/views";
import { filtersIn } from "@/features/sessions/api/filters";
import { askSession } from "@/features/sessions/api/photos";
import { Shell } from "@/features/shell/components/shell";

const root = createRootRoute({ errorComponent: Broken, notFoundComponent: NothingHere });
const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Shell });
const forgotten = createRoute({
  getParentRoute: () => root,
  path: "/forgotten",
  component: page(() => import("@/features/account/components/forgotten-page"), "ForgottenPage"),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: page(() => import("@/features/account/components/welcome-page"), "WelcomePage"),
});
const newAddress = createRoute({
  getParentRoute: () => root,
  path: "/new-address",
  component: page(() => import("@/features/account/components/new-address-page"), "NewAddressPage"),
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
  component: page(() => import("@/features/account/components/profile-page"), "ProfilePage"),
});
const sessions = createRoute({
  getParentRoute: () => inside,
  path: "/sessions",
  validateSearch: filtersIn,
  component: page(() => import("@/features/sessions/components/sessions-page"), "SessionsPage"),
});
const session = createRoute({
  getParentRoute: () => inside,
  path: "/sessions/$session",
  // asked for while the page's own script comes
  loader: ({ params }) => askSession(queries, Number(params.session)),
  component: page(() => import("@/features/sessions/components/session-page"), "SessionPage"),
});
const retakes = createRoute({
  getParentRoute: () => inside,
  path: "/sessions/$session/retakes",
  component: page(() => import("@/features/sessions/components/retakes-page"), "RetakesPage"),
});
const customers = createRoute({
  getParentRoute: () => inside,
  path: "/customers",
  validateSearch: (search: Record<string, unknown>): { q?: string } & Whose => ({
    ...(typeof search.q === "string" && search.q ? { q: search.q } : {}),
    ...whoseIn(search),
  }),
  component: page(() => import("@/features/customers/components/customers-page"), "CustomersPage"),
});
const customer = createRoute({
  getParentRoute: () => inside,
  path: "/customers/$customer",
  component: page(() => import("@/features/customers/components/customer-page"), "CustomerPage"),
});
const photo = createRoute({
  getParentRoute: () => inside,
  path: "/photos/$photo",
  component: page(
    () => import("@/features/photo/components/photo-page"),
    "PhotoPage",
    "history",
    "models",
    "office",
    "people",
  ),
});
const review = createRoute({
  getParentRoute: () => inside,
  path: "/review",
  component: page(() => import("@/features/review/components/review-page"), "ReviewPage", "history"),
});

const dashboard = createRoute({
  getParentRoute: () => inside,
  path: "/dashboard",
  validateSearch: (search: Record<string, unknown>) => ({ ...whoseIn(search), ...periodIn(search) }),
  component: page(
    () => import("@/features/dashboard/components/dashboard-page"),
    "DashboardPage",
    "dashboard",
    "history",
    "office",
  ),
});
const brand = createRoute({
  getParentRoute: () => inside,
  path: "/brand",
  validateSearch: brandIn,
  component: page(() => import("@/features/brand/components/brand-page"), "BrandPage", "brand", "history"),
});
const people = createRoute({
  getParentRoute: () => inside,
  path: "/people",
  validateSearch: whoseIn,
  component: page(() => import("@/features/people/components/people-page"), "PeoplePage", "people"),
});
const office = createRoute({
  getParentRoute: () => inside,
  path: "/office",
  validateSearch: officeIn,
  component: page(
    () => import("@/features/office/components/office-page"),
    "OfficePage",

    "history",
    "models",
    "office",
    "people",
  ),
});

export const router = createRouter({
  // within the frame: the menu stays, and what is being uploaded goes on in sight
  defaultErrorComponent: Broken,
  routeTree: root.addChildren([
    forgotten,
    welcome,
    newAddress,
    inside.addChildren([
      home,
      profile,
      sessions,
      session,
      retakes,
      customers,
      customer,
      photo,
      review,
      dashboard,
      brand,
      people,
      office,
    ]),
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
