import type { Order } from "@huidan/core"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOrders } from "./changes.ts"

/** `code in table`: every table has a `constructor`. */
const known: Readonly<Record<string, string>> = { 0: "standard", 1: "group_buy", 2: "flash_sale", 3: "standard" }

const withInherited = (order: Order): Order =>
  Object.values(order.status.raw).every((code) => /^\d*$/.test(code) || !(code in known))
    ? order
    : { ...order, warnings: order.warnings.filter(({ code }) => code !== "unknown_code"), tags: ["known"] }

export const prototypeOfTable: BrokenAdapter = {
  mistake: "a code is looked up in a table together with inherited members",
  breaks: "unknown-codes-survive",
  follows: {},
  subject: withOrders(sound.doudian, withInherited)
}
