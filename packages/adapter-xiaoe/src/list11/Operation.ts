import { operation } from "@huidan/adapter-kit"
import { manifest } from "../Manifest.ts"
import { toOrder } from "./Order.ts"
import { OrderListRow } from "./Wire.ts"

/** Orders, version 1.1: decoded, never called. */
export const list11 = operation(manifest, "order.list@1.1", {
  at: "/data/list",
  wire: OrderListRow,
  toOrder,
  paging: ["/data/total"]
})
