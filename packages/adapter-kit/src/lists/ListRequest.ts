import type { OrderQuery } from "@huidan/core"
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
