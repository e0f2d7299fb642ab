import { combine, type Traced } from "./Traced.ts"

/**
 * What a stated total holds beyond its parts, in minor units (fen): the amount of one more entry. `null` if the parts make
 * the total, if the total or the amount of a part is missing, and, with the doubt `amount_mismatch`, if the parts make
 * more than the total.
 */
export const restOf = (
  total: Traced<number | null>,
  parts: ReadonlyArray<Traced<number | null>>,
  rule: string
): Traced<number | null> => {
  const rest = combine([total, ...parts], rule, (whole, ...amounts) => {
    const known = amounts.filter((amount) => amount !== null)
    return whole === null || known.length < amounts.length ? null : known.reduce((left, amount) => left - amount, whole)
  })
  if (rest.value === null || rest.value > 0) return rest
  if (rest.value === 0) return rest.asNull()
  const made = (total.value ?? 0) - rest.value
  return rest
    .asNull()
    .doubt("amount_mismatch", `the total is ${total.value}, its parts make ${made}, difference ${rest.value}`)
}
