import { Lists, operation, type Shop } from "@huidan/adapter-kit"
import { type AdapterError, type OrderPage, type OrderQuery, toUnixSeconds } from "@huidan/core"
import * as Stream from "effect/Stream"
import { post } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import type { XiaoeOptions } from "../Options.ts"
import { toOrder } from "./Order.ts"
import { OrderListRow } from "./Wire.ts"

/** Orders by creation time, version 1.0. Ascending: an order that is added comes behind what was read. */
export const list10 = operation(manifest, "order.list@1.0", {
  at: "/data",
  wire: OrderListRow,
  toOrder,
  call: ({ page, pageSize, window }: Lists.PageRequest) =>
    post({
      // The document types these as text.
      data: {
        begin_time: String(toUnixSeconds(window.since)),
        end_time: String(toUnixSeconds(window.until)),
        page_index: String(page),
        page_size: String(pageSize),
        order_by: "created_at:asc"
      }
    })
})

/** The pages of list 1.0. A query by update time fails as `NotSupported`. */
export const listOrders10 = (shop: Shop<XiaoeOptions>, query: OrderQuery): Stream.Stream<OrderPage, AdapterError> => {
  if (query.by === "created")
    return Lists.numbered(shop, list10, query, { ...shop.options.listLimits, total: () => null, bounds: "unknown" })
  const detail = 'list 1.0 filters by creation time only: use list 2.0 (`api: "2.0"`) for update times'
  return Stream.fail(shop.failure(list10.name, { _tag: "NotSupported", detail }))
}
