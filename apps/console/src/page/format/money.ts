/** Amounts as people write them. An amount is a whole number of minor units and never becomes a floating-point number. */
import { formatMoney, minorUnitDigits } from "@huidan/core"

/** An amount in minor units (CNY: fen). */
export type Amount = number | bigint

const formats = new Map<string, { readonly format: Intl.NumberFormat; readonly digits: number }>()

const formatOf = (currency: string) => {
  const known = formats.get(currency)
  if (known !== undefined) return known
  const currencyDisplay = currency === "CNY" ? "narrowSymbol" : "symbol"
  const made = {
    format: new Intl.NumberFormat("zh-CN", { style: "currency", currency, currencyDisplay }),
    digits: minorUnitDigits(currency)
  }
  formats.set(currency, made)
  return made
}

/**
 * Minor units as text with the sign of the currency and groups of three digits.
 *
 * `moneyText(123450)` is `¥1,234.50`; `moneyText(-5)` is `-¥0.05`.
 */
export const moneyText = (amount: Amount, currency = "CNY"): string => {
  const { digits, format } = formatOf(currency)
  // Decimal text is formatted exactly; a number would be rounded to a double first.
  return format.format(formatMoney(amount, digits) as `${number}`)
}

/** The sum of amounts that may each be unknown; `null` if all of them are. */
export const sumOf = (amounts: ReadonlyArray<Amount | null>): bigint | null => {
  const known = amounts.filter((amount) => amount !== null)
  return known.length === 0 ? null : known.reduce<bigint>((sum, amount) => sum + BigInt(amount), 0n)
}

/** A share as a percentage with one decimal place, rounded down: `shareText(1n, 3n)` is `33.3%`; `null` of nothing. */
export const shareText = (part: Amount, whole: Amount): string | null => {
  if (BigInt(whole) <= 0n) return null
  const tenths = (BigInt(part) * 1000n) / BigInt(whole)
  return `${formatMoney(tenths, 1)}%`
}
