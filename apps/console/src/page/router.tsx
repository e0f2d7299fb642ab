/** The pages and their addresses. Each page is loaded when it is first opened. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query"
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect
} from "@tanstack/react-router"
import { keepCsrf } from "./api/client.ts"
import { isFailure } from "./api/failure.ts"
import { meQuery, ordersQuery } from "./api/queries.ts"
import { Shell } from "./layout/Shell.tsx"
import { orderQueryOf, readOrderSearch } from "./pages/orders/filter.ts"
import { NotFoundPage } from "./parts/NotFoundPage.tsx"
import { Failed, Loading } from "./parts/states.tsx"

/** Why the login is shown, and where to go after it. */
interface LoginSearch {
  readonly back?: string
  readonly because?: "expired" | "out" | "unsure"
}

/** An address of this page; anything else in `back` would lead somewhere else after the login. */
const isOwnAddress = (text: unknown): text is string => typeof text === "string" && /^\/(?![/\\])/.test(text)

const readLoginSearch = ({ back, because }: { readonly [name: string]: unknown }): LoginSearch => ({
  ...(isOwnAddress(back) ? { back } : {}),
  ...(because === "expired" || because === "out" || because === "unsure" ? { because } : {})
})

/** Leaves the pages that need a login, and forgets what they loaded. */
const leave = (): void => {
  keepCsrf(null)
  const back = router.state.location.href
  queries.clear()
  void router.navigate({ to: "/login", search: { because: "expired", back } })
}

const onError = (error: Error) => {
  // Before the first login there is nothing that could have expired.
  if (isFailure(error, "NotLoggedIn") && queries.getQueryData(meQuery.queryKey) !== undefined) leave()
}

/** What the page has loaded. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { retry: false, staleTime: 15_000, refetchOnWindowFocus: false } }
})

interface RouterContext {
  readonly queries: QueryClient
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundPage })

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login",
  validateSearch: readLoginSearch,
  component: lazyRouteComponent(() => import("./pages/login/LoginPage.tsx"), "LoginPage")
})

const linkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./pages/login/LinkPage.tsx"), "LinkPage")
})

const insideRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "inside",
  component: Shell,
  errorComponent: ({ error }) => (
    <main>
      <Failed error={error} retry={() => void router.invalidate()} />
    </main>
  ),
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(meQuery)
    } catch (error) {
      if (!isFailure(error, "NotLoggedIn")) throw error
      throw redirect({ to: "/login", search: location.href === "/" ? {} : { back: location.href } })
    }
  }
})

const overviewRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: "/",
  validateSearch: ({ days }: { readonly [name: string]: unknown }): { readonly days?: "7" | "30" | "90" } =>
    days === "7" || days === "30" || days === "90" ? { days } : {},
  component: lazyRouteComponent(() => import("./pages/overview/OverviewPage.tsx"), "OverviewPage")
})

const ordersRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: "/orders",
  validateSearch: readOrderSearch,
  loaderDeps: ({ search }) => search,
  // The orders are asked for while the page is still being made.
  loader: ({ context, deps }) => {
    void context.queries.prefetchInfiniteQuery(ordersQuery(orderQueryOf(deps)))
  },
  component: lazyRouteComponent(() => import("./pages/orders/OrdersPage.tsx"), "OrdersPage")
})

const orderRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: "/orders/$platform/$shopId/$orderId",
  // What the page holds of one order, its private texts above all, must not be shown in another.
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import("./pages/order/OrderPage.tsx"), "OrderPage")
})

const whyRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: "/why",
  component: lazyRouteComponent(() => import("./pages/why/WhyPage.tsx"), "WhyPage")
})

const shopsRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: "/shops",
  component: lazyRouteComponent(() => import("./pages/shops/ShopsPage.tsx"), "ShopsPage")
})

const quarantineRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: "/quarantine",
  component: lazyRouteComponent(() => import("./pages/quarantine/QuarantinePage.tsx"), "QuarantinePage")
})

const auditRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: "/audit",
  validateSearch: ({ subject }: { readonly [name: string]: unknown }): { readonly subject?: string } =>
    typeof subject === "string" && subject !== "" && subject.length <= 600 ? { subject } : {},
  component: lazyRouteComponent(() => import("./pages/audit/AuditPage.tsx"), "AuditPage")
})

const accountsRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: "/accounts",
  component: lazyRouteComponent(() => import("./pages/accounts/AccountsPage.tsx"), "AccountsPage")
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    loginRoute,
    linkRoute,
    insideRoute.addChildren([
      overviewRoute,
      ordersRoute,
      orderRoute,
      whyRoute,
      shopsRoute,
      quarantineRoute,
      auditRoute,
      accountsRoute
    ])
  ]),
  context: { queries },
  defaultPendingComponent: Loading,
  scrollRestoration: true,
  // Plain query strings, as people write them: no value is JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const written = new URLSearchParams()
    for (const [name, value] of Object.entries(search)) {
      if (typeof value === "string" && value !== "") written.set(name, value)
    }
    const text = written.toString()
    return text === "" ? "" : `?${text}`
  }
})

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router
  }
}
