import type { AdapterErrorReason, OrderQuery } from "@huidan/core"
import type { TimeWindow } from "./TimeWindow.ts"

/** What one page of a list is requested with. `by` is the time that `window` bounds. */
export interface ListRequest extends Pick<OrderQuery, "by" | "states"> {
  readonly window: TimeWindow
  /** Rows of a page. */
  readonly pageSize: number
}

export const listRequest = ({ by, states }: OrderQuery, window: TimeWindow, pageSize: number): ListRequest => ({
  by,
  window,
  pageSize,
  ...(states === undefined ? {} : { states })
})

/** An operation cannot be read as a list: its manifest says nothing about pages. */
export const noPages = (operation: string): AdapterErrorReason => ({
  _tag: "NotSupported",
  detail: `the manifest declares no paging of ${operation}, so it cannot be listed`
})
