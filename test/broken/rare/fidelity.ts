import type { Order } from "@huidan/core"
import { type BrokenAdapter, sound } from "../BrokenAdapter.ts"
import { withOrders } from "../changes.ts"

/** 团购失败, 退款失败 is read as 退款成功. */
const withSwappedTag = (order: Order): Order =>
  order.status.raw["order_status_tag"] === "7"
    ? { ...order, status: { ...order.status, afterSale: "refunded" } }
    : order

const withoutTaxNumber = (order: Order): Order =>
  order.invoice === null ? order : { ...order, invoice: { ...order.invoice, taxNumber: null } }

export const fidelity: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "one code of a table has the meaning of another one",
    breaks: "fidelity",
    follows: {},
    subject: withOrders(sound.wshoto, withSwappedTag)
  },
  {
    mistake: "an invoice comes without its tax number",
    breaks: "fidelity",
    follows: {},
    subject: withOrders(sound.xiaoe, withoutTaxNumber)
  }
]
