/** `POST /xe.order.detail/1.0.0`: one order by its number. */
import { post, quota10, serveOne } from "../shared/Operation.ts"
import { answer } from "./Answer.ts"

export const detail10 = post({
  path: "/xe.order.detail/1.0.0",
  quota: quota10,
  answer,
  spots: {
    amount: "/order_info/price",
    halfAFen: "0.015",
    orderId: "/order_info/order_id",
    time: "/order_info/settle_time"
  },
  handle: serveOne
})
