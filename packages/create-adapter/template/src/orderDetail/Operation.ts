import { operation } from "@huidan/adapter-kit"
import { post } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import { toOrder } from "../shared/Order.ts"
import { OrderRow } from "../shared/Wire.ts"

/** One order by its number. */
export const orderDetail = operation(manifest, "order.detail", {
  at: "/data",
  wire: OrderRow,
  toOrder,
  call: (orderId: string) => post({ order_id: orderId })
})
