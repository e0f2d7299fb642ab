import { operation } from "@huidan/adapter-kit"
import { post } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import { toOrder } from "./Order.ts"
import { MallOrderDetail } from "./Wire.ts"

/** One mall order by its number. */
export const mallOrderDetail = operation(manifest, "mall.order.detail", {
  at: "/data",
  wire: MallOrderDetail,
  toOrder,
  call: (orderId: string) => post({ order_sn: orderId })
})
