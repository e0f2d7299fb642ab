import { operation } from "@huidan/adapter-kit"
import { get } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import { toOrder } from "./Order.ts"
import { OrderDetail } from "./Wire.ts"

/** One order by its number. */
export const orderDetail = operation(manifest, "order.detail", {
  at: "/order",
  wire: OrderDetail,
  toOrder,
  call: (orderId: string) => get({ id: orderId })
})
