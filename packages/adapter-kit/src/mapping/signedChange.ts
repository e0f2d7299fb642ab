import { combine, type Traced } from "./Traced.ts"

/** The amounts that a price change has to fit, in minor units (fen). */
export interface AmountParts {
  readonly goods: Traced<number | null>
  readonly freight: Traced<number | null>
  readonly discount: Traced<number | null>
  readonly payable: Traced<number | null>
}

/**
 * A price change whose sign the platform does not document: the sign that closes
 * goods + freight − discount ± change = payable, else + (the check of amounts then warns).
 */
export const signedChange = (change: Traced<number | null>, parts: AmountParts, rule: string): Traced<number | null> =>
  combine([change], rule, (value) => {
    const [goods, freight, discount, payable] = [
      parts.goods.value,
      parts.freight.value,
      parts.discount.value,
      parts.payable.value
    ]
    if (value === null || goods === null || freight === null || discount === null || payable === null) return value
    return payable - (goods + freight - discount) === -value ? 0 - value : value
  })
