/** Reading orders through the 蜂巢 gateway. */
import { type Lists, operation, type Shop } from "@huidan/adapter-kit"
import type { AdapterError, OrderPage, OrderQuery } from "@huidan/core"
import * as Stream from "effect/Stream"
import { fengchaoPost } from "../Auth.ts"
import { fengchaoEnvelope } from "../Errors.ts"
import { manifest } from "../Manifest.ts"
import type { DoudianOptions } from "../Options.ts"
import { toOrder } from "../order/Order.ts"
import { ShopOrder } from "../order/Wire.ts"
import { boundsOf, ListAnswer, listPages, pagingKeys } from "../shared/List.ts"
import { orderStatusFilter } from "../shared/StateFilter.ts"

/** One order by its number. */
export const tradeDetail = operation(manifest, "fengchao.trade.detail", {
  at: "/data/shop_order_detail",
  wire: ShopOrder,
  toOrder,
  envelope: fengchaoEnvelope,
  call: (orderId: string) => fengchaoPost({ shop_order_id: orderId })
})

/** One page of the orders that were created in a window. */
export const tradeList = operation(manifest, "fengchao.trade.list", {
  at: "/data/shop_order_list",
  wire: ShopOrder,
  toOrder,
  beside: ListAnswer,
  paging: pagingKeys,
  envelope: fengchaoEnvelope,
  call: (request: Lists.PageRequest) => {
    const { since, until } = boundsOf(request.window)
    const orderStatus = orderStatusFilter(request)
    return fengchaoPost({
      create_time_start: String(since),
      create_time_end: String(until),
      page: String(request.page),
      size: String(request.pageSize),
      ...(orderStatus === null ? {} : { combine_status: JSON.stringify([{ order_status: orderStatus }]) })
    })
  }
})

/** The pages of a query. 蜂巢 lists by creation time only: a query by update time fails with `NotSupported`. */
export const listOrders = (shop: Shop<DoudianOptions>, query: OrderQuery): Stream.Stream<OrderPage, AdapterError> =>
  query.by === "created"
    ? listPages(shop, tradeList, query)
    : Stream.fail(
        shop.failure(tradeList.name, {
          _tag: "NotSupported",
          detail: "the door fengchao lists orders by created only"
        })
      )
