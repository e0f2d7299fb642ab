import { Traced } from "@huidan/adapter-kit"
import type { PaymentMethod } from "@huidan/core"

/** `free` where nothing is payable and the platform names no method, or the one that it names by default. */
export const freeIfNothingPayable = (
  method: Traced.Traced<PaymentMethod | null>,
  code: Traced.Traced<string | null>,
  payable: Traced.Traced<number | null>,
  defaultCodes: ReadonlyArray<string>
): Traced.Traced<PaymentMethod | null> =>
  Traced.combine([method, code, payable], `${method.rule}; free when nothing is payable`, (named, value, amount) =>
    amount === 0 && (value === null || value === "-1" || defaultCodes.includes(value)) ? "free" : named
  )
