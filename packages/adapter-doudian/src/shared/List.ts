/** What the lists of both doors share: their limits, their windows, and the check of their first page. */
import { Lists, type Operation, type Shop, Wire } from "@huidan/adapter-kit"
import {
  type AdapterError,
  type AdapterErrorReason,
  type OrderPage,
  type OrderQuery,
  toUnixSeconds
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type * as Stream from "effect/Stream"
import type { DoudianOptions } from "../Options.ts"

/** `total` counts the orders of the window. */
export const ListAnswer = Wire.object({ data: Wire.object({ total: Wire.integer }) })
type ListAnswer = typeof ListAnswer.Type

/** Keys of a list's answer that page it. */
export const pagingKeys = ["/data/page", "/data/size", "/data/total"] as const

/** What the manifest declares of a list. */
interface DeclaredList {
  readonly paging: { readonly firstPage: number; readonly maxSize: number; readonly maxRows: number }
  readonly windowSeconds: number
}

/** The pages of a query. The option `listLimits` replaces the limits that the manifest declares. */
export const listPages = (
  shop: Shop<DoudianOptions>,
  operation: Operation<Lists.PageRequest, DoudianOptions, ListAnswer>,
  { paging, windowSeconds }: DeclaredList,
  query: OrderQuery
): Stream.Stream<OrderPage, AdapterError> => {
  const limits = shop.options.listLimits ?? {}
  const pageSize = limits.pageSize ?? paging.maxSize
  const maxRows = limits.maxRows ?? paging.maxRows
  return Lists.numbered(shop, operation, query, {
    total: ({ data }) => data.total.value,
    pageSize,
    // `boundsOf` asks for one second more before each window.
    windowSeconds: (limits.windowSeconds ?? windowSeconds) - 1,
    // The platform must answer the last page in full.
    maxRows: Math.floor(maxRows / pageSize) * pageSize,
    bounds: "unknown",
    refuse: ({ beside, records }, { page }) => {
      const total = beside.data.total.value
      return page === paging.firstPage && total !== null && records.length < Math.min(total, pageSize)
        ? shortPage(records.length, total, pageSize)
        : null
    }
  })
}

/**
 * Unix seconds. Whether the platform includes the bounds is not published, so it is asked for a second more on either
 * side: the one before `since`, and `until` itself, which the window excludes.
 */
export const boundsOf = ({ since, until }: Lists.PageRequest["window"]) => ({
  since: toUnixSeconds(since) - 1,
  until: Math.ceil(DateTime.toEpochMillis(until) / 1000)
})

/** Pages shorter than asked for would make page numbers skip orders. */
const shortPage = (rows: number, total: number, size: number): AdapterErrorReason => ({
  _tag: "Configuration",
  detail: `the first page has ${rows} of ${total} orders where ${size} were asked for: set listLimits.pageSize to what a page of the platform holds`
})
