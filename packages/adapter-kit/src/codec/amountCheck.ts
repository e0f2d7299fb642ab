import type { FieldPattern, Order, Pointer, Warning } from "@huidan/core"

/** Whether an operation that carries these fields lists the discounts of an order. */
export const listsDiscounts = (carries: ReadonlyArray<FieldPattern>): boolean =>
  carries.some((pattern) => pattern === "/discounts" || pattern.startsWith("/discounts/"))

/**
 * Checks `goods + freight + charges − discount + adjustment = payable`, `goods` = Σ line totals, and, if the operation
 * lists discounts, `discount` = Σ of all but those of kind `payment`, each if all its parts are present. `placeOf` gives
 * the pointer of a field of the order.
 */
export const checkAmounts = (
  { amounts, discounts, lines }: Pick<Order, "amounts" | "discounts" | "lines">,
  withDiscounts: boolean,
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
  const reductions = discounts.filter(({ kind }) => kind !== "payment").map((entry) => entry.amount)
  if (withDiscounts && discount !== null && reductions.every((amount) => amount !== null)) {
    const total = reductions.reduce((left, right) => left + right, 0)
    if (total !== discount) {
      const difference = discount - total
      warn("/amounts/discount", `discount is ${discount}, the discounts make ${total}, difference ${difference}`)
    }
  }
  return warnings
}
