/** A list whose pages are found by marks (cursors), read by one operation of an adapter. */
import type { AdapterError, OrderPage, OrderQuery } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Operation } from "../calls/Operation.ts"
import type { Shop } from "../calls/Shop.ts"
import type { ListOptions } from "./ListOptions.ts"
import {
  type ListDescription,
  type ListRequest,
  listRequest,
  makeSortOut,
  noPages,
  pagesOptions
} from "./ListRequest.ts"
import { markedPages } from "./markedPages.ts"

/** What one page of a list is requested with. */
export interface MarkRequest extends ListRequest {
  /** Where the page begins; `null` for the window's first. */
  readonly mark: string | null
}

/** How a list with marks is read. */
export interface MarkedList<Beside> extends ListDescription {
  /** Where the next page begins; `null` on the window's last page. */
  readonly next: (beside: Beside) => string | null
}

/**
 * The pages of a query, for lists that grow at their end and whose marks point behind a row (cursor or keyset paging). A
 * cursor of another list fails with `InvalidRequest`, and a platform that answers the same page again with
 * `ResponseDecode`.
 */
export const marked = <Options extends ListOptions, Beside>(
  shop: Shop<Options>,
  operation: Operation<MarkRequest, Options, Beside>,
  query: OrderQuery,
  list: MarkedList<Beside>
): Stream.Stream<OrderPage, AdapterError> => {
  const { paging } = operation.entry
  if (paging === null) return Stream.fail(shop.failure(operation.name, noPages(operation.name)))
  const pageSize = list.pageSize ?? paging.maxSize
  const sortOut = makeSortOut(operation.name, query.by, list)
  return markedPages({
    ...pagesOptions(shop, operation, query, list),
    fetchPage: (span, mark) =>
      Effect.gen(function* () {
        const request = { ...listRequest(query, span, pageSize, list), mark }
        const { beside, records } = yield* shop.rows(operation, request)
        return { received: records, records: yield* sortOut(records, span), next: list.next(beside) }
      })
  })
}
