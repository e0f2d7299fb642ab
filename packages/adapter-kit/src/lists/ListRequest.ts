import type { AdapterErrorReason, OperationManifest, OrderQuery, OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { Shop } from "../calls/Shop.ts"
import type { ListOptions } from "./ListOptions.ts"
import type { PagesOptions } from "./ListPosition.ts"
import { askedSpan, type Bounds, extraSeconds, placeOf, type Span, type TimeWindow, windowOf } from "./TimeWindow.ts"

/** What one page of a list is requested with. `by` is the time that `window` bounds. */
export interface ListRequest extends Pick<OrderQuery, "by" | "states"> {
  /** The bounds to send, as `bounds` of the list says. */
  readonly window: TimeWindow
  /** Rows of a page. */
  readonly pageSize: number
}

/** What an adapter says of a list, whichever way its pages are found. */
export interface ListDescription {
  /** Rows of a page; the manifest's `paging.maxSize` unless given. */
  readonly pageSize?: number
  /** The longest window, in seconds; the manifest's `windowSeconds` unless given. */
  readonly windowSeconds?: number
  /**
   * What the platform's document says of a window's bounds: `half-open` (it begins with `since` and ends before `until`)
   * unless given, `inclusive` (both belong to it, in whole seconds), or `unknown`: then a second more is asked for on
   * either side.
   */
  readonly bounds?: Bounds
}

/** An operation cannot be read as a list: its manifest says nothing about pages. */
export const noPages = (operation: string): AdapterErrorReason => ({
  _tag: "NotSupported",
  detail: `the manifest declares no paging of ${operation}, so it cannot be listed`
})

/** The request of a page of a window. */
export const listRequest = (
  { by, states }: OrderQuery,
  span: Span,
  pageSize: number,
  { bounds = "half-open" }: ListDescription
): ListRequest => ({
  by,
  window: windowOf(askedSpan(span, bounds)),
  pageSize,
  ...(states === undefined ? {} : { states })
})

/** If neither option nor manifest says it. */
const usualSettleSeconds = 60

/** How a list is read: by the options of the shop, else by the manifest. */
export const pagesOptions = <Options extends ListOptions>(
  { clock, codec, options }: Shop<Options>,
  operation: { readonly name: string; readonly entry: OperationManifest },
  query: OrderQuery,
  { bounds = "half-open", windowSeconds }: ListDescription
): PagesOptions => {
  const { paging, windowSeconds: declared } = operation.entry
  return {
    codec,
    clock,
    operation: operation.name,
    query,
    windowSeconds: (windowSeconds ?? declared ?? Number.POSITIVE_INFINITY) - extraSeconds(bounds),
    settleSeconds: options.settleSeconds ?? paging?.settleSeconds ?? usualSettleSeconds,
    overlapSeconds: options.overlapSeconds ?? paging?.overlapSeconds ?? 0,
    onContradiction: options.onContradiction ?? "fail"
  }
}

/**
 * Drops the rows that belong to the windows beside. A row whose own time was not asked for belongs to no other window: it
 * is kept, and the log has one warning.
 */
export const makeSortOut = (operation: string, by: OrderQuery["by"], { bounds = "half-open" }: ListDescription) => {
  let warned = false
  return (records: ReadonlyArray<OrderRecord>, span: Span): Effect.Effect<ReadonlyArray<OrderRecord>> => {
    const placed = records.map((record) => ({ record, place: placeOf(record, by, span, bounds) }))
    const kept = placed.flatMap(({ place, record }) => (place === "beside" ? [] : [record]))
    const outside = placed.filter(({ place }) => place === "outside").length
    if (outside === 0 || warned) return Effect.succeed(kept)
    warned = true
    const message = `${operation}: ${outside} rows of an answer are ${by} outside the time that was asked for; they are kept`
    return Effect.as(Effect.logWarning(message), kept)
  }
}
