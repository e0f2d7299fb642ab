import type { Order, Pointer, Warning } from "@huidan/core"

/** `goods + freight + charges − discount + adjustment = payable`, and `goods` = Σ line totals, where all parts are stated. */
export const checkAmounts = (
  amounts: Order["amounts"],
  lines: Order["lines"],
  places: { readonly payable: Pointer; readonly goods: Pointer }
): ReadonlyArray<Warning> => {
  const warnings: Array<Warning> = []
  const { goods, freight, discount, payable } = amounts
  if (goods !== null && freight !== null && discount !== null && payable !== null) {
    const expected = goods + freight + (amounts.charges ?? 0) - discount + (amounts.adjustment ?? 0)
    if (expected !== payable) {
      warnings.push(
        mismatch(places.payable, `payable is ${payable}, its parts make ${expected}, difference ${payable - expected}`)
      )
    }
  }
  const totals = lines.map((line) => line.total)
  if (goods !== null && totals.length > 0 && totals.every((total) => total !== null)) {
    const total = totals.reduce((left, right) => left + right, 0)
    if (total !== goods) {
      warnings.push(
        mismatch(places.goods, `goods is ${goods}, the lines' totals make ${total}, difference ${goods - total}`)
      )
    }
  }
  return warnings
}

const mismatch = (path: Pointer, message: string): Warning => ({ code: "amount_mismatch", path, message })
