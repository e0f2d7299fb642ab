import { Lists, operation, type Shop, Wire } from "@huidan/adapter-kit"
import { type AdapterError, formatWallTime, type OrderPage, type OrderQuery, responseDecode } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type * as Stream from "effect/Stream"
import { post } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import type { XiaoeOptions } from "../Options.ts"
import { toOrder } from "./Order.ts"
import { OrderListRow } from "./Wire.ts"

const filters = {
  created: { start: "created_time_start", end: "created_time_end", sort: "created_at" },
  updated: { start: "update_time_start", end: "update_time_end", sort: "updated_at" }
} as const

const second = 1000

/**
 * Orders by creation or update time, version 2.0. Whether the platform counts the bounds of a window in is not published:
 * the second before is asked for too.
 */
export const list20 = operation(manifest, "order.list@2.0", {
  at: "/data/list",
  wire: OrderListRow,
  toOrder,
  beside: Wire.object({ data: Wire.object({ page_size: Wire.integer, total: Wire.integer }) }),
  paging: ["/data/total", "/data/page", "/data/page_size"],
  call: ({ by, page, pageSize, window }: Lists.PageRequest) => {
    const { end, sort, start } = filters[by]
    return post({
      [start]: formatWallTime(DateTime.makeUnsafe(DateTime.toEpochMillis(window.since) - second)),
      [end]: formatWallTime(DateTime.makeUnsafe(Math.ceil(DateTime.toEpochMillis(window.until) / second) * second)),
      order_by: sort,
      order_asc: "asc",
      page,
      page_size: pageSize
    })
  }
})

/**
 * The platform cuts a window beyond 31 days without an error. The document's example of the cut also fits a calendar
 * month, so windows stay below the shortest one.
 */
const windowSeconds = 27 * 86_400

/** The pages of list 2.0. A page of another size than asked for fails as `ResponseDecode`: numbered pages would skip orders. */
export const listOrders20 = (shop: Shop<XiaoeOptions>, query: OrderQuery): Stream.Stream<OrderPage, AdapterError> =>
  Lists.numbered(shop, list20, query, {
    windowSeconds,
    bounds: "unknown",
    total: ({ data }) => data.total.value,
    refuse: ({ beside: { data } }, { pageSize }) =>
      data.page_size.value === null || data.page_size.value === pageSize
        ? null
        : responseDecode({ pointer: "/data/page_size", expected: String(pageSize), found: "another page size" })
  })
