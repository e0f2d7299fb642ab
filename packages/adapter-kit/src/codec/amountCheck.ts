import type { Order, Pointer, Warning } from "@huidan/core"

/**
 * Checks `goods + freight + charges − discount + adjustment = payable` and `goods` = Σ line totals, if all parts are
 * present. `placeOf` gives the pointer of a field of the order.
 */
export const checkAmounts = (
  { amounts, lines }: Pick<Order, "amounts" | "lines">,
  placeOf: (path: Pointer) => Pointer
): ReadonlyArray<Warning> => {
  const warnings: Array<Warning> = []
  const warn = (path: Pointer, message: string) =>
    warnings.push({ code: "amount_mismatch", path: placeOf(path), message })
  const { goods, freight, discount, payable } = amounts
  if (goods !== null && freight !== null && discount !== null && payable !== null) {
    const expected = goods + freight + (amounts.charges ?? 0) - discount + (amounts.adjustment ?? 0)
    if (expected !== payable) {
      const difference = payable - expected
      warn("/amounts/payable", `payable is ${payable}, its parts make ${expected}, difference ${difference}`)
    }
  }
  const totals = lines.map((line) => line.total)
  if (goods !== null && totals.length > 0 && totals.every((total) => total !== null)) {
    const total = totals.reduce((left, right) => left + right, 0)
    if (total !== goods) {
      warn("/amounts/goods", `goods is ${goods}, the lines' totals make ${total}, difference ${goods - total}`)
    }
  }
  return warnings
}
