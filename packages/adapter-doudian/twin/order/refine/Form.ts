/** What kind of goods an order has, which decides much else about it. */
import type { TrueOrderContext, TrueTrait } from "@huidan/conformance"
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

/** What only a parcel has. */
const ofParcels: ReadonlyArray<TrueTrait> = [
  "several parcels",
  "parcel of several lines",
  "partial parcel",
  "many lines",
  "rare characters in an address",
  "telephone with +86",
  "private text in several forms"
]

export const chooseForm = (order: Order, { dice, turn, wants }: TrueOrderContext): OrderForm => {
  const { fulfilment, payment, trade } = order.status
  // 部分发货: a part of the parcels has left.
  const travels = fulfilment === "partially_shipped" || ofParcels.some(wants)
  if (order.kind !== "presale") return { ...(travels ? forms[0] : turn("form", forms)), phased: false }
  const depositFits = (order.lines[0]?.unitPrice ?? 0) >= 10
  const phased =
    wants("instalments") ||
    payment === "partially_paid" ||
    (depositFits && paysAhead(payment, trade) && dice.chance(0.6))
  return { delivery: "express", orderType: 0, phased }
}

/** Who pays on delivery pays no deposit. */
const paysAhead = (payment: Order["status"]["payment"], trade: Order["status"]["trade"]): boolean =>
  payment === "paid" || (payment === "unpaid" && trade === "pending")
