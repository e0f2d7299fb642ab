/** A list whose pages are found by marks (cursors), read by one operation of an adapter. */
import type { AdapterError, OrderPage, OrderQuery } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Operation } from "../calls/Operation.ts"
import type { Shop } from "../calls/Shop.ts"
import { type ListRequest, listRequest, noPages } from "./ListRequest.ts"
import { markedPages } from "./markedPages.ts"

/** What one page of a list is requested with. */
export interface MarkRequest extends ListRequest {
  /** Where the page begins; `null` for the window's first. */
  readonly mark: string | null
}

/** How a list with marks is read. */
export interface MarkedList<Beside> {
  /** Where the next page begins; `null` on the window's last page. */
  readonly next: (beside: Beside) => string | null
  /** Rows of a page; the manifest's `paging.maxSize` unless given. */
  readonly pageSize?: number
  /** The longest window, in seconds; the manifest's `windowSeconds` unless given. */
  readonly windowSeconds?: number
}

/**
 * The pages of a query, for lists that grow at their end and whose marks point behind a row (cursor or keyset paging). A
 * cursor of another list fails with `InvalidRequest`, and a platform that answers the same page again with
 * `ResponseDecode`.
 */
export const marked = <Options, Beside>(
  shop: Shop<Options>,
  operation: Operation<MarkRequest, Options, Beside>,
  query: OrderQuery,
  list: MarkedList<Beside>
): Stream.Stream<OrderPage, AdapterError> => {
  const { paging, windowSeconds } = operation.entry
  if (paging === null) return Stream.fail(shop.failure(operation.name, noPages(operation.name)))
  const pageSize = list.pageSize ?? paging.maxSize
  return markedPages({
    codec: shop.codec,
    operation: operation.name,
    query,
    windowSeconds: list.windowSeconds ?? windowSeconds ?? Number.POSITIVE_INFINITY,
    fetchPage: (window, mark) =>
      Effect.map(shop.rows(operation, { ...listRequest(query, window, pageSize), mark }), ({ beside, records }) => ({
        records,
        next: list.next(beside)
      }))
  })
}
