import type { PaymentState } from "@huidan/core"
import { combine, fixed, type Traced } from "./Traced.ts"

const notStated = fixed(null, "no paid amount is stated")

/**
 * What was paid for an order or a line, in minor units (fen): what the platform states if the payment is `paid`, 0 if it is
 * unpaid, processing or failed, `inPart` if it is partially paid; `null` if the payment is unknown or not stated.
 *
 * `inPart` is what the paid instalments make; `null` unless given, because a full price does not state what was paid.
 */
export const paidBy = (
  payment: Traced<PaymentState | null>,
  stated: Traced<number | null>,
  rule: string,
  inPart: Traced<number | null> = notStated
): Traced<number | null> =>
  payment.value === "partially_paid"
    ? inPart.considering(payment, stated)
    : combine([stated, payment], rule, (amount, state) =>
        state === "paid" ? amount : state !== null && nothingPaid.has(state) ? 0 : null
      )

const nothingPaid: ReadonlySet<PaymentState> = new Set(["unpaid", "processing", "failed"])
