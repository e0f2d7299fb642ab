import type { Order } from "@huidan/core"
import { type BrokenAdapter, sound } from "../BrokenAdapter.ts"
import { withOrders } from "../changes.ts"

/** 拼团失败, 退款完成 is read as 退款中. */
const withSwappedTag = (order: Order): Order =>
  order.status.raw["order_status_tag"] === "8"
    ? { ...order, status: { ...order.status, afterSale: "in_progress" } }
    : order

const withSwappedReason = (order: Order): Order =>
  order.status.raw["order_close_type"] === "6"
    ? { ...order, status: { ...order.status, closeReason: "timeout" } }
    : order

export const fidelity: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "one code of the details of a state has the meaning of another one",
    breaks: "fidelity",
    follows: {},
    subject: withOrders(sound.wshoto, withSwappedTag)
  },
  {
    mistake: "one code of the reasons for closing has the meaning of another one",
    breaks: "fidelity",
    follows: {},
    subject: withOrders(sound.xiaoe, withSwappedReason)
  }
]
