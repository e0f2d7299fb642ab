/** What the page asks for, by the names under which it is kept. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { type Client, call, keepCsrf } from "./client.ts"

/** Which orders a page of orders has. */
export type OrderQuery = Omit<Parameters<Client["orders"]["page"]>[0]["query"], "cursor" | "limit">

/** The names of one order. */
export interface OrderName {
  readonly platform: string
  readonly shopId: string
  readonly orderId: string
}

/** How many rows are asked for at once. */
export const pageSize = 200

/** Who is logged in. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await call(({ session }) => session.me({}), signal)
    keepCsrf(me.csrf)
    return me
  },
  staleTime: Number.POSITIVE_INFINITY
})

export const ordersKey = ["orders", "page"] as const

/** Orders by a filter, page after page. */
export const ordersQuery = (query: OrderQuery) =>
  infiniteQueryOptions({
    queryKey: [...ordersKey, query],
    queryFn: ({ pageParam, signal }) =>
      call(
        ({ orders }) =>
          orders.page({ query: { ...query, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
        signal
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next
  })

/** All that is asked for about one order. */
export const orderKey = ({ orderId, platform, shopId }: OrderName) => ["orders", "one", platform, shopId, orderId]

export const orderQuery = (name: OrderName) =>
  queryOptions({
    queryKey: [...orderKey(name), "view"],
    queryFn: ({ signal }) => call(({ orders }) => orders.one({ params: name }), signal)
  })

/** `operation`: the one whose answer is given first; `null`: any. */
export const sourceQuery = (name: OrderName, operation: string | null) =>
  queryOptions({
    queryKey: [...orderKey(name), "source", operation],
    queryFn: ({ signal }) =>
      call(({ orders }) => orders.source({ params: name, query: operation === null ? {} : { operation } }), signal)
  })

export const daysKey = ["overview", "days"] as const

export const daysQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: [...daysKey, from, to],
    queryFn: ({ signal }) => call(({ overview }) => overview.days({ query: { from, to } }), signal)
  })

export const attentionQuery = queryOptions({
  queryKey: ["overview", "attention"],
  queryFn: ({ signal }) => call(({ overview }) => overview.attention({}), signal),
  refetchInterval: 60_000
})

export const shopsQuery = queryOptions({
  queryKey: ["shops"],
  queryFn: ({ signal }) => call(({ shops }) => shops.list({}), signal),
  refetchInterval: 30_000
})

/** Jobs are asked for again while one of them runs. */
export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: ({ signal }) => call(({ jobs }) => jobs.list({}), signal),
  refetchInterval: ({ state }) => (state.data?.jobs.some((job) => job.state === "running") === true ? 1000 : 30_000)
})

export const quarantineQuery = infiniteQueryOptions({
  queryKey: ["quarantine"],
  // What somebody did a moment ago must be in it.
  staleTime: 0,
  queryFn: ({ pageParam, signal }) =>
    call(
      ({ quarantine }) =>
        quarantine.list({ query: { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
      signal
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next
})

/** Who has an account. What somebody did a moment ago must be in it. */
export const accountsQuery = queryOptions({
  queryKey: ["accounts"],
  queryFn: ({ signal }) => call(({ accounts }) => accounts.list({}), signal),
  staleTime: 0
})

export const auditQuery = (subject: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["audit", subject ?? null],
    // What somebody did a moment ago must be in it.
    staleTime: 0,
    queryFn: ({ pageParam, signal }) =>
      call(
        ({ audit }) =>
          audit.list({
            query: {
              limit: pageSize,
              ...(subject === undefined ? {} : { subject }),
              ...(pageParam === null ? {} : { cursor: pageParam })
            }
          }),
        signal
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next
  })
