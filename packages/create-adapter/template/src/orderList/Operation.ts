import { Lists, operation, type Shop, Wire } from "@huidan/adapter-kit"
import { formatWallTime, type OrderQuery } from "@huidan/core"
import { post } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import type { ExampleOptions } from "../Options.ts"
import { toOrder } from "../shared/Order.ts"
import { OrderRow } from "../shared/Wire.ts"

/** One page of the orders of a window. */
export const orderList = operation(manifest, "order.list", {
  at: "/data/orders",
  wire: OrderRow,
  toOrder,
  beside: Wire.object({ data: Wire.object({ total: Wire.integer }) }),
  paging: ["/data/total"],
  call: ({ by, page, pageSize, window }: Lists.PageRequest) =>
    post({
      time_type: by,
      start_time: formatWallTime(window.since),
      end_time: formatWallTime(window.until),
      page,
      page_size: pageSize
    })
})

/**
 * The orders of a query, page by page: pages have numbers, and each answer states the total. The platform counts both
 * bounds in, and in whole seconds.
 */
export const listOrders = (shop: Shop<ExampleOptions>, query: OrderQuery) =>
  Lists.numbered(shop, orderList, query, {
    ...shop.options.listLimits,
    bounds: "inclusive",
    total: ({ data }) => data.total.value
  })
