import type { Order } from "@huidan/core"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOrders } from "./changes.ts"

/** `Math.trunc(yuan * 100)`: 1.15 yuan are 114 fen. */
const throughYuan = (fen: number | null): number | null => (fen === null ? null : Math.trunc((fen / 100) * 100))

const throughFloatingPoint = (order: Order): Order => ({
  ...order,
  amounts: {
    ...order.amounts,
    goods: throughYuan(order.amounts.goods),
    payable: throughYuan(order.amounts.payable),
    paid: throughYuan(order.amounts.paid)
  },
  lines: order.lines.map((line) => ({
    ...line,
    unitPrice: throughYuan(line.unitPrice),
    total: throughYuan(line.total),
    paid: throughYuan(line.paid)
  }))
})

export const floatingPointMoney: BrokenAdapter = {
  mistake: "yuan become fen by floating-point multiplication",
  breaks: "exact-money",
  follows: { fidelity: "an amount is a field too" },
  subject: withOrders(sound.xiaoe, throughFloatingPoint)
}
