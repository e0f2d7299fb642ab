import { Lists, operation, type Shop, Wire } from "@huidan/adapter-kit"
import { type AdapterError, formatWallTime, type OrderPage, type OrderQuery } from "@huidan/core"
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

/** Orders by creation or update time, version 2.0. */
export const list20 = operation(manifest, "order.list@2.0", {
  at: "/data/list",
  wire: OrderListRow,
  toOrder,
  beside: Wire.object({ data: Wire.object({ total: Wire.integer }) }),
  paging: ["/data/total", "/data/page", "/data/page_size"],
  call: ({ by, page, pageSize, window }: Lists.PageRequest) => {
    const { end, sort, start } = filters[by]
    return post({
      [start]: formatWallTime(window.since),
      [end]: formatWallTime(window.until),
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

/** The pages of list 2.0. */
export const listOrders20 = (shop: Shop<XiaoeOptions>, query: OrderQuery): Stream.Stream<OrderPage, AdapterError> =>
  Lists.numbered(shop, list20, query, {
    ...shop.options.listLimits,
    windowSeconds,
    bounds: "unknown",
    total: ({ data }) => data.total.value
  })
