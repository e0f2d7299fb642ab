/** Amounts for people, computed with whole numbers only. */

/** Minor units as a decimal in major units: 1999 fen → `19.99`; `-` if there is no amount. */
export const amountText = (minorUnits: number | bigint | null, currency: string): string => {
  if (minorUnits === null) return "-"
  const digits = minorUnitDigits(currency)
  const amount = BigInt(minorUnits)
  const text = String(amount < 0n ? -amount : amount).padStart(digits + 1, "0")
  const whole = text.slice(0, text.length - digits)
  return `${amount < 0n ? "-" : ""}${whole}${digits === 0 ? "" : `.${text.slice(-digits)}`}`
}

/** ISO 4217: how many decimal places the currency's minor unit has. */
const minorUnitDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
