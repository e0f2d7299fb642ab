import { combineAll, type Traced } from "./Traced.ts"

/**
 * What a stated total holds beyond its parts, in minor units (fen): the amount of one more entry. A part without an amount
 * makes nothing of the total. `null` if the parts make the total, if the total is missing, and, with the doubt
 * `amount_mismatch`, if the parts make more than the total.
 */
export const restOf = (
  total: Traced<number | null>,
  parts: ReadonlyArray<Traced<number | null>>,
  rule: string
): Traced<number | null> => {
  const rest = combineAll([total, ...parts], rule, ([whole = null, ...amounts]) =>
    whole === null ? null : amounts.reduce<number>((left, amount) => left - (amount ?? 0), whole)
  )
  if (rest.value === null || rest.value > 0) return rest
  if (rest.value === 0) return rest.asNull()
  const made = (total.value ?? 0) - rest.value
  return rest
    .asNull()
    .doubt("amount_mismatch", `the total is ${total.value}, its parts make ${made}, difference ${rest.value}`)
}
