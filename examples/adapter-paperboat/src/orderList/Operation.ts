import { Lists, operation, type Shop, Wire } from "@huidan/adapter-kit"
import type { OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { get } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import type { PaperboatOptions } from "../Options.ts"
import { toOrder } from "./Order.ts"
import { OrderRow } from "./Wire.ts"

/** One page of the orders of a window. */
export const orderList = operation(manifest, "order.list", {
  at: "/orders",
  wire: OrderRow,
  toOrder,
  beside: Wire.object({ next: Wire.text }),
  paging: ["/next"],
  call: ({ by, mark, pageSize, window }: Lists.MarkRequest) =>
    get({
      by,
      from: DateTime.formatIso(window.since),
      to: DateTime.formatIso(window.until),
      limit: String(pageSize),
      ...(mark === null ? {} : { mark })
    })
})

/** The orders of a query, page by page: each answer has the mark of the next page. */
export const listOrders = (shop: Shop<PaperboatOptions>, query: OrderQuery) =>
  Lists.marked(shop, orderList, query, { ...shop.options.listLimits, next: ({ next }) => next.value })
