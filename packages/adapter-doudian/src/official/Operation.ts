/** Reading orders at the official platform. */
import { type Lists, operation, type Shop } from "@huidan/adapter-kit"
import type { AdapterError, OrderPage, OrderQuery } from "@huidan/core"
import type * as Stream from "effect/Stream"
import { officialPost } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import type { DoudianOptions } from "../Options.ts"
import { toOrder } from "../order/Order.ts"
import { ShopOrder } from "../order/Wire.ts"
import { boundsOf, ListAnswer, listPages, pagingKeys } from "../shared/List.ts"
import { orderStatusFilter } from "../shared/StateFilter.ts"

/** One order by its number. */
export const orderDetail = operation(manifest, "order.orderDetail", {
  at: "/data/shop_order_detail",
  wire: ShopOrder,
  toOrder,
  call: (orderId: string) => officialPost({ shop_order_id: orderId })
})

/** One page of the orders that were created, or updated, in a window. Oldest first: the platform's default is newest first. */
export const searchList = operation(manifest, "order.searchList", {
  at: "/data/shop_order_list",
  wire: ShopOrder,
  toOrder,
  beside: ListAnswer,
  paging: pagingKeys,
  // A public client shows a success with `"data":[]` for a search that finds nothing.
  emptyParent: "[]",
  call: (request: Lists.PageRequest) => {
    const time = request.by === "created" ? "create_time" : "update_time"
    const { since, until } = boundsOf(request.window)
    const orderStatus = orderStatusFilter(request)
    return officialPost({
      [`${time}_start`]: since,
      [`${time}_end`]: until,
      order_by: time,
      order_asc: true,
      page: request.page,
      size: request.pageSize,
      ...(orderStatus === null ? {} : { combine_status: [{ order_status: orderStatus }] })
    })
  }
})

/** The pages of a query. */
export const listOrders = (shop: Shop<DoudianOptions>, query: OrderQuery): Stream.Stream<OrderPage, AdapterError> =>
  listPages(shop, searchList, query)
