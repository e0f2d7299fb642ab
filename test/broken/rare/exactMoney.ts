import type { Order } from "@huidan/core"
import { type BrokenAdapter, sound } from "../BrokenAdapter.ts"
import { withAnswers, withOrders } from "../changes.ts"

/** As a program does that counts in billions with fractions. */
const roundedIfHuge = (order: Order): Order => {
  const { payable } = order.amounts
  return payable === null || payable < 1e12
    ? order
    : { ...order, amounts: { ...order.amounts, payable: Math.round(payable / 1000) * 1000 } }
}

export const exactMoney: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a fraction of a fen is cut off at the freight",
    breaks: "exact-money",
    follows: {},
    subject: withAnswers(sound.wshoto, (body) => body.replace(/("freight_price":"?\d+)\.\d*[1-9]\d*/, "$1"))
  },
  {
    mistake: "a huge amount is rounded",
    breaks: "exact-money",
    follows: { fidelity: "the twin has huge amounts too" },
    subject: withOrders(sound.wshoto, roundedIfHuge)
  }
]
