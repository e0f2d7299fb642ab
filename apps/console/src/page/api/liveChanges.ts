/** Orders as they change, put into what the page has loaded. */
import { type InfiniteData, type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import { useEffect, useState } from "react"
import type { ChangeEvent } from "../../api/changes.ts"
import type { OrderPage, OrderRow } from "../../api/orders.ts"
import { asksForRefunds } from "../pages/orders/filter.ts"
import { mergeChange } from "../pages/orders/mergeChange.ts"
import { type Client, follow } from "./client.ts"
import { isFailure } from "./failure.ts"
import { attentionQuery, daysKey, meQuery, type OrderQuery, orderKey, ordersKey, shopsQuery } from "./queries.ts"

/** What is known of the connection. */
export interface Live {
  readonly isConnected: boolean
  /** How many changes came since the page was opened. */
  readonly changes: number
}

/** Sums, shops and orders by their refunds are asked for again at most this often, in milliseconds. */
const pause = 3000

/** A row does not say when it was refunded: the server does. */
const isByRefund = (key: QueryKey): boolean => asksForRefunds(key[2] as OrderQuery)

const putIn = (queries: QueryClient, row: OrderRow): void => {
  for (const [key, pages] of queries.getQueriesData<InfiniteData<OrderPage, string | null>>({ queryKey: ordersKey })) {
    if (pages === undefined || isByRefund(key)) continue
    queries.setQueryData(key, mergeChange(pages, row, key[2] as OrderQuery))
  }
  void queries.invalidateQueries({ queryKey: orderKey(row) })
}

const invalidateSums = (queries: QueryClient): void => {
  for (const queryKey of [daysKey, attentionQuery.queryKey, shopsQuery.queryKey]) {
    void queries.invalidateQueries({ queryKey })
  }
  void queries.invalidateQueries({ queryKey: ordersKey, predicate: ({ queryKey }) => isByRefund(queryKey) })
}

/** Where the changes go on. */
interface Place {
  after: string | undefined
}

/** A connection that ended is a failure, as one that could not be opened. */
const changesOf = (client: Client, place: Place, take: (event: ChangeEvent) => void): Effect.Effect<never, unknown> =>
  client.changes.follow({ query: place.after === undefined ? {} : { after: place.after }, headers: {} }).pipe(
    Effect.flatMap(
      Stream.runForEach((event) =>
        Effect.sync(() => {
          place.after = event.id
          take(event)
        })
      )
    ),
    Effect.andThen(Effect.fail("ended" as const))
  )

/** Follows the changes while the window is seen, and connects again whenever the connection ends. */
export const useLiveChanges = (): Live => {
  const queries = useQueryClient()
  const [live, setLive] = useState<Live>({ isConnected: false, changes: 0 })
  useEffect(() => {
    let sums: ReturnType<typeof setTimeout> | undefined
    const take = (event: ChangeEvent) => {
      setLive(({ changes }) => ({ isConnected: true, changes: changes + (event.event === "order" ? 1 : 0) }))
      if (event.event === "beat") return
      if (event.event === "skipped") void queries.invalidateQueries()
      else putIn(queries, event.data)
      sums ??= setTimeout(() => {
        sums = undefined
        invalidateSums(queries)
      }, pause)
    }
    const lost = (error: unknown) => {
      setLive(({ changes }) => ({ isConnected: false, changes }))
      if (isFailure(error, "NotLoggedIn")) void queries.invalidateQueries({ queryKey: meQuery.queryKey })
    }
    const place: Place = { after: undefined }
    const start = () =>
      follow((client) =>
        Effect.suspend(() => changesOf(client, place, take)).pipe(
          Effect.tapError((error) => Effect.sync(() => lost(error))),
          Effect.retry(Schedule.spaced("2 seconds")),
          Effect.orDie
        )
      )
    // A browser has six connections to a server: windows that nobody sees must not use them up.
    let stop: (() => void) | null = null
    const followIfSeen = () => {
      if (document.visibilityState === "visible") stop ??= start()
      else {
        stop?.()
        stop = null
      }
    }
    followIfSeen()
    document.addEventListener("visibilitychange", followIfSeen)
    return () => {
      clearTimeout(sums)
      document.removeEventListener("visibilitychange", followIfSeen)
      stop?.()
    }
  }, [queries])
  return live
}
