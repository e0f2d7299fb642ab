/** A list whose pages have numbers, read by one operation of an adapter. */
import type { AdapterError, OrderPage, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Operation } from "../calls/Operation.ts"
import type { Shop } from "../calls/Shop.ts"
import { type ListOptions, totalLimitOf } from "./ListOptions.ts"
import {
  type ListDescription,
  type ListRequest,
  listRequest,
  makeSortOut,
  noPages,
  pagesOptions
} from "./ListRequest.ts"
import { numberedPages } from "./numberedPages.ts"
import { second } from "./TimeWindow.ts"

/** What one page of a list is requested with. */
export interface PageRequest extends ListRequest {
  /** Counted from the manifest's `paging.firstPage`. */
  readonly page: number
}

/** How a list with page numbers is read. */
export interface NumberedList<Beside> extends ListDescription {
  /** Rows of the window; `null` if the platform does not say. */
  readonly total: (beside: Beside) => number | null
  /** The deepest row that the platform pages to, `null`: no limit is known; the manifest's `paging.maxRows` unless given. */
  readonly maxRows?: number | null
}

/**
 * The pages of a query: windows that the platform answers in full, each read page by page. A list by update time is read
 * from its last page to its first.
 *
 * A cursor of another list fails with `InvalidRequest`; so does a query with more orders in one second than the platform
 * pages through. A window that states more orders than it gives is read again, and fails with `ListContradiction` if it
 * still does; so is one without a total whose rows move to later pages. A platform that states no total and answers the
 * same page again fails with `ResponseDecode`, and so does a total above the option `totalLimit`. The platform's times have whole seconds, so a query begins with one.
 */
export const numbered = <Options extends ListOptions, Beside>(
  shop: Shop<Options>,
  operation: Operation<PageRequest, Options, Beside>,
  query: OrderQuery,
  list: NumberedList<Beside>
): Stream.Stream<OrderPage, AdapterError> => {
  const { paging } = operation.entry
  if (paging === null) return Stream.fail(shop.failure(operation.name, noPages(operation.name)))
  const pageSize = list.pageSize ?? paging.maxSize
  const sortOut = makeSortOut(operation.name, query.by, list)
  return numberedPages({
    ...pagesOptions(shop, operation, inWholeSeconds(query), list),
    firstPage: paging.firstPage,
    pageSize,
    totalLimit: totalLimitOf(shop.options),
    maxRows: list.maxRows === undefined ? paging.maxRows : list.maxRows,
    fetchPage: (span, page) =>
      Effect.gen(function* () {
        const request = { ...listRequest(query, span, pageSize, list), page }
        const { beside, records } = yield* shop.rows(operation, request)
        return { received: records, records: yield* sortOut(records, span), total: list.total(beside) }
      })
  })
}

/** An order at `since` or later has a whole second that is not before the next one. */
const inWholeSeconds = (query: OrderQuery): OrderQuery => ({
  ...query,
  since: DateTime.makeUnsafe(Math.ceil(DateTime.toEpochMillis(query.since) / second) * second)
})
