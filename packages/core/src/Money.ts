/**
 * Exact money. An amount is a whole number of the currency's minor unit (CNY: fen), at most 2^53 − 1. It never passes
 * through floating-point arithmetic.
 */
import * as BigDecimal from "effect/BigDecimal"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

/** An amount in minor units (CNY: fen, 分), a safe integer. Negative only if the platform states a negative amount. */
export const MinorUnits = Schema.Int.annotate({
  identifier: "MinorUnits",
  description: "Amount in the currency's minor unit (CNY: fen), exact"
})
/** An amount in minor units (CNY: fen, 分). */
export type MinorUnits = number

/** An ISO 4217 code, `CNY`. */
export const Currency = Schema.String.check(Schema.isPattern(/^[A-Z]{3}$/u)).annotate({ identifier: "Currency" })

const decimalSyntax = /^[+-]?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?$/

/**
 * Decimal text in major units (元) → minor units (分), by decimal arithmetic.
 *
 * Fails if the value is not a whole number of minor units in the safe range: nothing is rounded. The failure says what
 * was expected. `digits` is the number of decimal places of the minor unit: 2 for fen, 0 for text that counts minor
 * units already.
 *
 * ```ts
 * import { parseMoney } from "@huidan/core"
 * import { Result } from "effect"
 *
 * parseMoney("19.99") // => Result.succeed(1999)
 * parseMoney("1e2") // => Result.succeed(10000)
 * parseMoney("19.990") // => Result.succeed(1999)
 * parseMoney("0.015") // => Result.fail("at most 2 decimal places")
 * parseMoney("1999", 0) // => Result.succeed(1999)
 * ```
 */
export const parseMoney = (text: string, digits = 2): Result.Result<MinorUnits, string> => {
  const trimmed = text.trim()
  if (!decimalSyntax.test(trimmed)) return Result.fail(digits === 0 ? "a whole number" : "a decimal amount")
  const parsed = BigDecimal.fromString(trimmed)
  if (Option.isNone(parsed)) return Result.fail("a decimal amount")
  const scaled = BigDecimal.normalize(BigDecimal.make(parsed.value.value, parsed.value.scale - digits))
  if (scaled.scale > 0) return Result.fail(digits === 0 ? "a whole number" : `at most ${digits} decimal places`)
  if (scaled.scale < -20) return Result.fail(safeRange)
  const units = scaled.value * 10n ** BigInt(-scaled.scale)
  return units > maximum || units < -maximum ? Result.fail(safeRange) : Result.succeed(Number(units))
}

/**
 * Minor units (分) as decimal text in major units (元), the inverse of `parseMoney`. `digits` is the number of decimal places.
 *
 * ```ts
 * import { formatMoney } from "@huidan/core"
 *
 * formatMoney(1999) // => "19.99"
 * formatMoney(-5) // => "-0.05"
 * formatMoney(1999n, 0) // => "1999"
 * ```
 */
export const formatMoney = (minorUnits: MinorUnits | bigint, digits = 2): string => {
  const amount = BigInt(minorUnits)
  const text = String(amount < 0n ? -amount : amount).padStart(digits + 1, "0")
  const whole = text.slice(0, text.length - digits)
  return `${amount < 0n ? "-" : ""}${whole}${digits === 0 ? "" : `.${text.slice(-digits)}`}`
}

/** How many decimal places the minor unit of a currency has, by ISO 4217: 2 for CNY, 0 for JPY. */
export const minorUnitDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2

const maximum = BigInt(Number.MAX_SAFE_INTEGER)
const safeRange = "an amount of at most 2^53 − 1 minor units"
