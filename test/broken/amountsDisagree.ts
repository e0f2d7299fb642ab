import type { Order } from "@huidan/core"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOrders } from "./changes.ts"

const paidInFull = (order: Order): Order =>
  order.status.payment === "unpaid"
    ? { ...order, lines: order.lines.map((line) => ({ ...line, paid: line.total })) }
    : order

const fidelity = "the order is not as the platform has it"

export const amountsDisagree: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "the lines of an unpaid order are paid in full",
    breaks: "amounts-agree",
    follows: { fidelity },
    subject: withOrders(sound.wshoto, paidInFull)
  },
  {
    mistake: "of several discounts the last is left out",
    breaks: "amounts-agree",
    follows: {
      fidelity,
      "exact-money": "the amount of the entry that is left out is missing",
      "explain-covers": "the entry that is left out is explained",
      provenance: "its warnings are about a place that is not shown"
    },
    subject: withOrders(sound.xiaoe, (order) => ({
      ...order,
      discounts: order.discounts.length > 1 ? order.discounts.slice(0, -1) : order.discounts
    }))
  },
  {
    mistake: "no warning says that amounts do not agree",
    breaks: "amounts-agree",
    follows: {},
    subject: withOrders(sound.doudian, (order) => ({
      ...order,
      warnings: order.warnings.filter(({ code }) => code !== "amount_mismatch")
    }))
  }
]
