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
import type * as Stream from "effect/Stream"
import type { Operation } from "../calls/Operation.ts"
import type { Rows, Shop } from "../calls/Shop.ts"
import { orderPages } from "./OrderPages.ts"
import type { TimeWindow } from "./TimeWindow.ts"

/** What one page of a list is asked with. */
export interface PageRequest extends Pick<OrderQuery, "by" | "states"> {
  readonly window: TimeWindow
  readonly page: number
  /** Rows of a page. */
  readonly pageSize: number
}

export interface NumberedList<Beside> {
  /** Rows of the window, where the platform states them. */
  readonly total: (beside: Beside) => number | null
  /**
   * Rows of a page, the longest window in seconds, and the deepest row the platform pages to (`null`: no limit is
   * known). What the manifest says unless given.
   */
  readonly pageSize?: number
  readonly windowSeconds?: number
  readonly maxRows?: number | null
  /**
   * Whether the platform counts the bounds of a window in. `unknown`: the operation asks a second wider, and rows outside
   * the window are left to the windows beside it.
   */
  readonly bounds?: "documented" | "unknown"
  /** Why a page cannot be used, `null` where it can. */
  readonly refuse?: (rows: Rows<Beside>, request: PageRequest) => AdapterErrorReason | null
}

const second = 1000

/**
 * The pages of a query: windows that the platform answers in full, each read page by page. A cursor that is not of this
 * list fails as `InvalidRequest`. The platform's times have whole seconds, so a query begins with one.
 */
export const numbered = <Options, Beside>(
  shop: Shop<Options>,
  operation: Operation<PageRequest, Options, Beside>,
  query: OrderQuery,
  list: NumberedList<Beside>
): Stream.Stream<OrderPage, AdapterError> => {
  const { paging, windowSeconds } = operation.entry
  const pageSize = list.pageSize ?? paging?.maxSize ?? 1
  return orderPages({
    codec: shop.codec,
    operation: operation.name,
    query: inWholeSeconds(query),
    windowSeconds: list.windowSeconds ?? windowSeconds ?? Number.POSITIVE_INFINITY,
    firstPage: paging?.firstPage ?? 0,
    pageSize,
    maxRows: list.maxRows === undefined ? (paging?.maxRows ?? null) : list.maxRows,
    fetchPage: (window, page) =>
      Effect.gen(function* () {
        const request = {
          by: query.by,
          window,
          page,
          pageSize,
          ...(query.states === undefined ? {} : { states: query.states })
        }
        const rows = yield* shop.rows(operation, request)
        const refusal = list.refuse?.(rows, request) ?? null
        if (refusal !== null) return yield* shop.failure(operation.name, refusal)
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

/** A row outside the window is read in the one beside it. */
const isWithin = (record: OrderRecord, { since, until }: TimeWindow, by: OrderQuery["by"]): boolean => {
  const time = isOrder(record) ? record.times[by] : null
  if (time === null) return true
  const at = DateTime.toEpochMillis(time)
  return at >= DateTime.toEpochMillis(since) && at < DateTime.toEpochMillis(until)
}
