import { describe, expect, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Currency, formatMoney, MinorUnits, minorUnitDigits, parseMoney } from "../src/index.ts"

const maximum = Number.MAX_SAFE_INTEGER

describe("parseMoney: yuan", () => {
  it.each([
    ["19.99", 1999],
    ["0.29", 29],
    ["1234567.89", 123456789],
    ["1e2", 10000],
    ["1E+2", 10000],
    ["1.5e-1", 15],
    ["0", 0],
    ["0.00", 0],
    ["-0", 0],
    ["-0.01", -1],
    ["+1.10", 110],
    ["007", 700],
    [" 12.30 ", 1230],
    ["19.9900", 1999],
    ["1.000000000000000000000000000000", 100],
    ["1100e-4", 11],
    ["90071992547409.91", maximum],
    ["-90071992547409.91", -maximum]
  ])("%s → %d fen", (text, fen) => {
    expect(parseMoney(text)).toStrictEqual(Result.succeed(fen))
  })

  it.each(["0.015", "0.001", "19.999", "1e-3", "90071992547409.911"])("%s has a digit below the fen", (text) => {
    expect(parseMoney(text)).toStrictEqual(Result.fail("at most 2 decimal places"))
  })

  it.each([
    "",
    " ",
    "-",
    "--",
    ".",
    "1.",
    ".5",
    "1,000",
    "1 000",
    "¥1",
    "1元",
    "NaN",
    "Infinity",
    "0x10",
    "1e",
    "e2",
    "1e1000",
    "１",
    "1_0"
  ])("%j is not an amount", (text) => {
    expect(parseMoney(text)).toStrictEqual(Result.fail("a decimal amount"))
  })

  it.each(["90071992547409.92", "-90071992547409.92", "1e20", "1e999", "9".repeat(40)])(
    "%s is beyond 2^53 − 1 fen",
    (text) => {
      expect(parseMoney(text)).toStrictEqual(Result.fail("an amount of at most 2^53 − 1 minor units"))
    }
  )

  it.prop("gives back every safe number of fen that is spelled in yuan", [MinorUnits], ([fen]) => {
    expect(parseMoney(spellYuan(fen))).toStrictEqual(Result.succeed(fen === 0 ? 0 : fen))
  })

  it.prop("never throws, and succeeds with safe integers only", [Schema.String], ([text]) => {
    const parsed = parseMoney(text)
    expect(Result.isFailure(parsed) || Number.isSafeInteger(parsed.success)).toBe(true)
  })
})

describe("parseMoney: text that already counts minor units", () => {
  it.each([
    ["1999", 1999],
    ["1999.00", 1999],
    ["1e2", 100],
    ["-5", -5]
  ])("%s → %d", (text, units) => {
    expect(parseMoney(text, 0)).toStrictEqual(Result.succeed(units))
  })

  it.each(["19.99", "0.5", "x", ""])("%j is not a whole number", (text) => {
    expect(parseMoney(text, 0)).toStrictEqual(Result.fail("a whole number"))
  })
})

describe("the schemas", () => {
  it("MinorUnits takes safe integers only", () => {
    const accepts = Schema.is(MinorUnits)
    expect([0, -1, maximum, -maximum].every(accepts)).toBe(true)
    expect(
      [0.5, maximum + 1, Number.NaN, Number.POSITIVE_INFINITY, "1", 1n, null].some((value) => accepts(value))
    ).toBe(false)
  })

  it("Currency takes ISO 4217 codes, in the JSON Schema too", () => {
    const accepts = Schema.is(Currency)
    expect(["CNY", "HKD"].every(accepts)).toBe(true)
    expect(["cny", "CN", "CNYY", "￥", ""].some(accepts)).toBe(false)
    expect(Schema.toJsonSchemaDocument(Currency).definitions["Currency"]).toMatchObject({ pattern: "^[A-Z]{3}$" })
  })
})

const spellYuan = (fen: number): string => {
  const digits = BigInt(fen < 0 ? -fen : fen)
    .toString()
    .padStart(3, "0")
  return `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

it.prop(
  "trailing zeros and exponents change nothing",
  { fen: MinorUnits, zeros: Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8 }))) },
  ({ fen, zeros }) => {
    expect(parseMoney(`${spellYuan(fen)}${"0".repeat(zeros)}`)).toStrictEqual(parseMoney(spellYuan(fen)))
    expect(parseMoney(`${fen}e-2`)).toStrictEqual(parseMoney(spellYuan(fen)))
  }
)

describe("formatMoney", () => {
  it.prop("is read back by parseMoney", [MinorUnits], ([some]) => {
    const fen = some + 0
    expect(formatMoney(fen)).toBe(spellYuan(fen))
    for (const digits of [0, 2, 3])
      expect(parseMoney(formatMoney(fen, digits), digits)).toStrictEqual(Result.succeed(fen))
  })

  it("has as many places as the currency", () => {
    expect(["CNY", "JPY", "KWD"].map(minorUnitDigits)).toStrictEqual([2, 0, 3])
  })
})
