/** What the lists of both doors share: their limits and their windows. */
import { Lists, type Operation, type Shop, Wire } from "@huidan/adapter-kit"
import { type AdapterError, type OrderPage, type OrderQuery, toUnixSeconds } from "@huidan/core"
import type * as Stream from "effect/Stream"
import type { DoudianOptions } from "../Options.ts"

/** `total` counts the orders of the window. */
export const ListAnswer = Wire.object({ data: Wire.object({ total: Wire.integer }) })
type ListAnswer = typeof ListAnswer.Type

/** Keys of a list's answer that page it. */
export const pagingKeys = ["/data/page", "/data/size", "/data/total"] as const

/** The pages of a query. The option `listLimits` replaces the limits that the manifest declares. */
export const listPages = (
  shop: Shop<DoudianOptions>,
  operation: Operation<Lists.PageRequest, DoudianOptions, ListAnswer>,
  query: OrderQuery
): Stream.Stream<OrderPage, AdapterError> =>
  Lists.numbered(shop, operation, query, {
    ...shop.options.listLimits,
    bounds: "unknown",
    total: ({ data }) => data.total.value
  })

/** Unix seconds. */
export const boundsOf = ({ since, until }: Lists.PageRequest["window"]) => ({
  since: toUnixSeconds(since),
  until: toUnixSeconds(until)
})
