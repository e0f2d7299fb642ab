/** How an order was paid, and into which account. */
import { Traced } from "@huidan/adapter-kit"
import type { PaymentMethod } from "@huidan/core"
import { statedCode } from "./Code.ts"
import { statesAny } from "./People.ts"

type Text = Traced.Traced<string | null>

/** `free` where nothing is payable and the platform names no method, or the one that it names by default. */
export const freeIfNothingPayable = (
  method: Traced.Traced<PaymentMethod | null>,
  code: Text,
  payable: Traced.Traced<number | null>,
  defaultCodes: ReadonlyArray<string> = []
): Traced.Traced<PaymentMethod | null> =>
  Traced.combine([method, code, payable], `${method.rule}; free when nothing is payable`, (named, value, amount) =>
    amount === 0 && (value === null || value === "-1" || defaultCodes.includes(value)) ? "free" : named
  )

/** The account that received the payment; `null` if nothing of it is stated. */
export const toCollection = (stated: Text, name: Text, merchantId: Text) => {
  const code = statedCode(stated)
  return statesAny([code, name, merchantId]) ? { code, name, merchantId } : null
}
