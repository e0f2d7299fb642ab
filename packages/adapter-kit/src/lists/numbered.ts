/** A list whose pages have numbers, read by one operation of an adapter. */
import {
  type AdapterError,
  type AdapterErrorReason,
  isOrder,
  type OrderPage,
  type OrderQuery,
  type OrderRecord
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Operation } from "../calls/Operation.ts"
import type { Rows, Shop } from "../calls/Shop.ts"
import { type ListRequest, listRequest, noPages } from "./ListRequest.ts"
import { numberedPages } from "./numberedPages.ts"
import type { TimeWindow } from "./TimeWindow.ts"

/** What one page of a list is requested with. */
export interface PageRequest extends ListRequest {
  /** Counted from the manifest's `paging.firstPage`. */
  readonly page: number
}

/** How a list with page numbers is read. */
export interface NumberedList<Beside> {
  /** Rows of the window; `null` if the platform does not say. */
  readonly total: (beside: Beside) => number | null
  /** Rows of a page; the manifest's `paging.maxSize` unless given. */
  readonly pageSize?: number
  /** The longest window, in seconds; the manifest's `windowSeconds` unless given. */
  readonly windowSeconds?: number
  /** The deepest row that the platform pages to, `null`: no limit is known; the manifest's `paging.maxRows` unless given. */
  readonly maxRows?: number | null
  /**
   * Whether the platform documents that the bounds of a window belong to it. `unknown`: the operation requests a second
   * more, and rows outside the window are dropped, for they belong to the windows beside it.
   */
  readonly bounds?: "documented" | "unknown"
  /** Why a page cannot be used; `null` if it can. */
  readonly refuse?: (rows: Rows<Beside>, request: PageRequest) => AdapterErrorReason | null
}

const second = 1000

/**
 * The pages of a query: windows that the platform answers in full, each read page by page. A list by update time is read
 * from its last page to its first. A cursor of another list fails with `InvalidRequest`; so does a query with more orders
 * in one second than the platform pages through. A platform that answers the same page again fails with
 * `ResponseDecode`. The platform's times have whole seconds, so a query begins with one.
 */
export const numbered = <Options, Beside>(
  shop: Shop<Options>,
  operation: Operation<PageRequest, Options, Beside>,
  query: OrderQuery,
  list: NumberedList<Beside>
): Stream.Stream<OrderPage, AdapterError> => {
  const { paging, windowSeconds } = operation.entry
  if (paging === null) return Stream.fail(shop.failure(operation.name, noPages(operation.name)))
  const pageSize = list.pageSize ?? paging.maxSize
  return numberedPages({
    codec: shop.codec,
    operation: operation.name,
    query: inWholeSeconds(query),
    windowSeconds: list.windowSeconds ?? windowSeconds ?? Number.POSITIVE_INFINITY,
    firstPage: paging.firstPage,
    pageSize,
    maxRows: list.maxRows === undefined ? paging.maxRows : list.maxRows,
    fetchPage: (window, page) =>
      Effect.gen(function* () {
        const request = { ...listRequest(query, window, pageSize), page }
        const rows = yield* shop.rows(operation, request, (rows) => list.refuse?.(rows, request) ?? null)
        const records =
          list.bounds === "unknown" ? rows.records.filter((record) => isWithin(record, window, query.by)) : rows.records
        return { records, rows: rows.records.length, total: list.total(rows.beside) }
      })
  })
}

const inWholeSeconds = (query: OrderQuery): OrderQuery => ({
  ...query,
  since: DateTime.makeUnsafe(Math.ceil(DateTime.toEpochMillis(query.since) / second) * second)
})

/** A row outside the window is read in the window beside it. */
const isWithin = (record: OrderRecord, { since, until }: TimeWindow, by: OrderQuery["by"]): boolean => {
  const time = isOrder(record) ? record.times[by] : null
  if (time === null) return true
  const at = DateTime.toEpochMillis(time)
  return at >= DateTime.toEpochMillis(since) && at < DateTime.toEpochMillis(until)
}
