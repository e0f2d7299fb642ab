import { operation } from "@huidan/adapter-kit"
import { post } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import { toOrder } from "./Order.ts"
import { OrderDetail } from "./Wire.ts"

/** One order by its number, version 1.0. */
export const detail10 = operation(manifest, "order.detail@1.0", {
  at: "/data",
  wire: OrderDetail,
  toOrder,
  call: (orderId: string) => post({ order_id: orderId })
})
