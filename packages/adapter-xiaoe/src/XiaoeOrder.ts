/** The operations whose answers are orders: where the orders stand, what they look like, how they become canonical. */
import { operationCodec, type SomeOperationCodec } from "@huidan/adapter-kit"
import { toOrderDetail10 } from "./detail10/Order.ts"
import { toOrderDetail20 } from "./detail20/Order.ts"
import { toOrderList10 } from "./list10/Order.ts"
import { toOrderList11 } from "./list11/Order.ts"
import { toOrderList20 } from "./list20/Order.ts"
import { OrderDetail10, OrderDetail20, OrderListRow10, OrderListRow11, OrderListRow20 } from "./XiaoeWire.ts"

export const operations: Readonly<Record<string, SomeOperationCodec>> = {
  "order.detail@1.0": operationCodec({ at: "/data", single: true, wire: OrderDetail10, toOrder: toOrderDetail10 }),
  "order.detail@2.0": operationCodec({ at: "/data", single: true, wire: OrderDetail20, toOrder: toOrderDetail20 }),
  "order.list@1.0": operationCodec({ at: "/data", single: false, wire: OrderListRow10, toOrder: toOrderList10 }),
  "order.list@1.1": operationCodec({
    at: "/data/list",
    single: false,
    wire: OrderListRow11,
    toOrder: toOrderList11,
    paging: ["/data/total"]
  }),
  "order.list@2.0": operationCodec({
    at: "/data/list",
    single: false,
    wire: OrderListRow20,
    toOrder: toOrderList20,
    paging: ["/data/total", "/data/page", "/data/page_size"]
  })
}
