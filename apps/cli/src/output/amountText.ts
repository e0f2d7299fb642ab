import { formatMoney, minorUnitDigits } from "@huidan/core"

/** Minor units as a decimal in major units: 1999 fen → `19.99`; `-` if there is no amount. */
export const amountText = (minorUnits: number | bigint | null, currency: string): string =>
  minorUnits === null ? "-" : formatMoney(minorUnits, minorUnitDigits(currency))
