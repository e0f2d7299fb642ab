/** A list whose pages are found by marks, read by one operation of an adapter. */
import type { AdapterError, OrderPage, OrderQuery } from "@huidan/core"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Operation } from "../calls/Operation.ts"
import type { Shop } from "../calls/Shop.ts"
import { markPages } from "./MarkPages.ts"
import type { TimeWindow } from "./TimeWindow.ts"

/** What one page of a list is asked with. */
export interface MarkRequest extends Pick<OrderQuery, "by" | "states"> {
  readonly window: TimeWindow
  /** Where the page begins; `null` for the window's first. */
  readonly mark: string | null
  /** Rows of a page. */
  readonly pageSize: number
}

export interface MarkedList<Beside> {
  /** Where the next page begins; `null` on the window's last page. */
  readonly next: (beside: Beside) => string | null
  /** Rows of a page, and the longest window in seconds. What the manifest says unless given. */
  readonly pageSize?: number
  readonly windowSeconds?: number
}

/**
 * The pages of a query, for lists that grow at their end and whose marks point behind a row (cursor or keyset paging). A
 * cursor that is not of this list fails as `InvalidRequest`.
 */
export const marked = <Options, Beside>(
  shop: Shop<Options>,
  operation: Operation<MarkRequest, Options, Beside>,
  query: OrderQuery,
  list: MarkedList<Beside>
): Stream.Stream<OrderPage, AdapterError> => {
  const { paging, windowSeconds } = operation.entry
  const pageSize = list.pageSize ?? paging?.maxSize ?? 1
  return markPages({
    codec: shop.codec,
    operation: operation.name,
    query,
    windowSeconds: list.windowSeconds ?? windowSeconds ?? Number.POSITIVE_INFINITY,
    fetchPage: (window, mark) =>
      Effect.map(
        shop.rows(operation, {
          by: query.by,
          window,
          mark,
          pageSize,
          ...(query.states === undefined ? {} : { states: query.states })
        }),
        ({ beside, records }) => ({ records, next: list.next(beside) })
      )
  })
}
