/** What detail and list have in common. Source: PLATFORM.md, 3 and 4. */
import { code, type FieldPattern } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import { afterSaleWords, closedWords, methodWords, paymentWord, statusTexts, typeWords, wordsOf } from "./Codes.ts"
import { number } from "./Values.ts"

/** The keys that both answers begin with. */
export const statesOf = (order: Order) => {
  const { closedBecause, refund, status } = wordsOf(order)
  return {
    id: number(order.orderId),
    shop: order.shop.id,
    type: code(order.kind === "group_buy" ? typeWords.group_buy : typeWords.standard, Object.values(typeWords)),
    status: code(status, Object.keys(statusTexts)),
    status_text: statusTexts[status] ?? null,
    closed_because: code(closedBecause, closedWords),
    refund: code(refund, Object.values(afterSaleWords))
  }
}

/** The canonical fields that both answers state. */
export const carriedByBoth: ReadonlyArray<FieldPattern> = [
  "/kind",
  "/status/trade",
  "/status/payment",
  "/status/afterSale",
  "/status/closeReason",
  "/status/label",
  "/status/raw",
  "/amounts/payable",
  "/amounts/paid",
  "/buyer/id",
  "/buyer/name",
  "/times/created",
  "/times/updated"
]

/** The platform's own words, as both answers have them. An item of an order that is not paid is not paid either. */
export const restate = (order: Order): Order => {
  const { closedBecause, refund, status } = wordsOf(order)
  const raw = { status, refund, payment: paymentWord(order) }
  return {
    ...order,
    status: {
      ...order.status,
      label: statusTexts[status] ?? null,
      raw: closedBecause === null ? raw : { ...raw, closed_because: closedBecause }
    },
    lines: order.lines.map((line) => ({ ...line, paid: order.status.payment === "paid" ? line.paid : 0 })),
    payment: { ...order.payment, methodRaw: methodWords[order.payment.method ?? ""] ?? null }
  }
}
