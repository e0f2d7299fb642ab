/** The kind and the states of an order, which detail and list state by the same words. */
import { Traced } from "@huidan/adapter-kit"
import type { AfterSaleState } from "@huidan/core"
import * as Codes from "./Codes.ts"

type Word = Traced.Traced<string | null>

interface States {
  readonly status: Word
  readonly status_text: Word
  readonly closed_because: Word
  readonly refund: Word
}

export const kindOf = (type: Word) =>
  Traced.lookup(type, Codes.kinds, "type", { unknown: "unknown" }).orElse(Traced.fixed("unknown", "no type is stated"))

export const statusOf = (states: States, payment: Word) => ({
  trade: Traced.lookup(states.status, Codes.tradeStates, "status", { unknown: "unknown" }),
  payment: Traced.lookup(payment, Codes.paymentStates, "payment status", { unknown: "unknown" }),
  afterSale: afterSaleOf(states.refund),
  closeReason: Traced.lookup(states.closed_because, Codes.closeReasons, "closed_because", { unknown: "unknown" }),
  label: states.status_text
})

/** The words as the platform sends them, for `status.raw`. */
export const codesOf = ({ closed_because, refund, status }: States) => ({ status, closed_because, refund })

/** `refund` of an order, and of an item. */
export const afterSaleOf = (refund: Word): Traced.Traced<AfterSaleState | null> =>
  Traced.lookup(refund, Codes.afterSaleStates, "refund", { unknown: "unknown" })
