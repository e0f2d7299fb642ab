/** What kind of goods an order has, which decides much else about it. */
import type { TrueOrderContext } from "@huidan/conformance"
import type { Order } from "@huidan/core"

export interface OrderForm {
  readonly delivery: "express" | "pickup" | "digital"
  /** 0 普通订单, 2 虚拟商品订单, 4 电子券, 5 三方核销. */
  readonly orderType: 0 | 2 | 4 | 5
  /** Paid in two instalments. */
  readonly phased: boolean
}

const forms = [
  { delivery: "express", orderType: 0 },
  { delivery: "express", orderType: 0 },
  { delivery: "express", orderType: 0 },
  { delivery: "express", orderType: 0 },
  { delivery: "express", orderType: 0 },
  { delivery: "express", orderType: 0 },
  { delivery: "pickup", orderType: 0 },
  { delivery: "digital", orderType: 0 },
  { delivery: "digital", orderType: 2 },
  { delivery: "digital", orderType: 4 },
  { delivery: "digital", orderType: 5 }
] as const

export const chooseForm = (order: Order, { dice }: TrueOrderContext): OrderForm => {
  if (order.kind !== "presale") return { ...dice.pick(forms), phased: false }
  const { payment, trade } = order.status
  const depositFits = (order.lines[0]?.unitPrice ?? 0) >= 10
  const phased = payment === "partially_paid" || (depositFits && paysAhead(payment, trade) && dice.chance(0.6))
  return { delivery: "express", orderType: 0, phased }
}

/** Who pays on delivery pays no deposit. */
const paysAhead = (payment: Order["status"]["payment"], trade: Order["status"]["trade"]): boolean =>
  payment === "paid" || (payment === "unpaid" && trade === "pending")
