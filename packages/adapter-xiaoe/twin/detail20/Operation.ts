/** `POST /xe.ecommerce.order.detail/1.0.0`: one order by its number. */
import { post, quota20, serveOne } from "../shared/Operation.ts"
import { answer } from "./Answer.ts"

export const detail20 = post({
  path: "/xe.ecommerce.order.detail/1.0.0",
  quota: quota20,
  answer,
  spots: {
    amount: "/price_info/collectibles",
    orderId: "/order_info/order_id",
    // The settlement time need not be read while the order is not settled.
    time: "/order_info/order_create_time"
  },
  handle: serveOne
})
