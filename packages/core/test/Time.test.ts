import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { formatWallTime, parseUnixSeconds, parseWallTime, toUnixSeconds } from "../src/index.ts"

const iso = (parsed: Result.Result<DateTime.Utc | null, string>): string | null =>
  Result.match(parsed, {
    onSuccess: (instant) => (instant === null ? null : DateTime.formatIso(instant)),
    onFailure: (expected) => `expected ${expected}`
  })

const refused = "expected a time as YYYY-MM-DD HH:mm:ss"
const secondsOfYears = (first: number, last: number) =>
  Arbitrary.schema(
    Schema.Int.check(Schema.isBetween({ minimum: Date.UTC(first) / 1000, maximum: Date.UTC(last) / 1000 }))
  )

describe("parseWallTime", () => {
  it.each([
    ["2022-03-30 16:23:02", "2022-03-30T08:23:02.000Z"],
    ["2022-03-30T16:23:02", "2022-03-30T08:23:02.000Z"],
    [" 2022-03-30 16:23:02 ", "2022-03-30T08:23:02.000Z"],
    ["2022-03-30 16:23:02.5", "2022-03-30T08:23:02.500Z"],
    ["2022-03-30 16:23:02.123456", "2022-03-30T08:23:02.123Z"],
    ["2022-03-30 16:23", "2022-03-30T08:23:00.000Z"],
    ["2022-3-3 6:23:02", "2022-03-02T22:23:02.000Z"],
    ["2022-03-30", "2022-03-29T16:00:00.000Z"],
    ["2024-02-29 00:00:00", "2024-02-28T16:00:00.000Z"],
    ["1988-07-01 12:00:00", "1988-07-01T04:00:00.000Z"]
  ])("%s is Shanghai wall time", (text, expected) => {
    expect(iso(parseWallTime(text))).toBe(expected)
  })

  it.each([
    ["2022-03-30T16:23:02Z", "2022-03-30T16:23:02.000Z"],
    ["2022-03-30T16:23:02.250+08:00", "2022-03-30T08:23:02.250Z"],
    ["2022-03-30 16:23:02-0500", "2022-03-30T21:23:02.000Z"],
    ["2022-03-30T16:23:02+05:30", "2022-03-30T10:53:02.000Z"],
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"]
  ])("%s says its zone itself", (text, expected) => {
    expect(iso(parseWallTime(text))).toBe(expected)
  })

  it.each([
    "",
    " ",
    "0",
    "-",
    "--",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "0001-01-01",
    "0001-01-01 00:00:00",
    "0001-01-01T00:00:00Z",
    "-0001-11-30 00:00:00",
    "1970-01-01 08:00:00"
  ])("%j is unset", (text) => {
    expect(parseWallTime(text)).toStrictEqual(Result.succeed(null))
  })

  it.each([
    "2023-02-29 00:00:00",
    "2022-13-01 00:00:00",
    "2022-00-10 00:00:00",
    "2022-04-31 00:00:00",
    "2022-01-00 00:00:00",
    "2022-01-32 00:00:00",
    "2022-12-99 00:00:00",
    "9999-12-31T23:59:59-01:00",
    "2022-01-01 24:00:00",
    "2022-01-01 23:60:00",
    "2022-01-01 23:59:60",
    "2022-01-01 12:60:00",
    "2022-01-01 12:00:60",
    "1899-12-31 00:00:00",
    "0022-01-01 00:00:00",
    "22-01-01 00:00:00",
    "2022/01/01 00:00:00",
    "20220101",
    "1648628582",
    "yesterday",
    "2022-01-01 00",
    "2022-01-01 00:00:00 UTC",
    "2022-01-01T00:00:00+25:00",
    "2022-01-01T00:00:00+08:60"
  ])("%s is refused", (text) => {
    expect(iso(parseWallTime(text))).toBe(refused)
  })

  it.prop("reads what formatWallTime writes", [secondsOfYears(1971, 2100)], ([seconds]) => {
    const instant = DateTime.makeUnsafe(seconds * 1000)
    expect(parseWallTime(formatWallTime(instant))).toStrictEqual(Result.succeed(instant))
  })

  it.prop("never throws", [Schema.String], ([text]) => {
    expect(Result.isResult(parseWallTime(text))).toBe(true)
  })
})

describe("unix seconds", () => {
  it.each([0, -62_135_596_800])("%d is unset", (seconds) => {
    expect(parseUnixSeconds(seconds)).toStrictEqual(Result.succeed(null))
  })

  it.each([
    [1, "1970-01-01T00:00:01.000Z"],
    [1648628582, "2022-03-30T08:23:02.000Z"],
    [253_402_300_799, "9999-12-31T23:59:59.000Z"]
  ])("%d", (seconds, expected) => {
    expect(iso(parseUnixSeconds(seconds))).toBe(expected)
  })

  it.each([-1, 1.5, 253_402_300_800, 1648628582000, Number.NaN, Number.POSITIVE_INFINITY])(
    "%d is refused",
    (seconds) => {
      expect(iso(parseUnixSeconds(seconds))).toBe("expected unix seconds")
    }
  )

  it.prop("come back from an instant", [secondsOfYears(1971, 2100)], ([seconds]) => {
    expect(Result.map(parseUnixSeconds(seconds), (instant) => instant && toUnixSeconds(instant))).toStrictEqual(
      Result.succeed(seconds)
    )
  })

  it("are rounded down", () => {
    expect(toUnixSeconds(DateTime.makeUnsafe(1999))).toBe(1)
  })
})

describe("the machine's own zone", () => {
  const child = fileURLToPath(new URL("./support/printTimes.ts", import.meta.url))
  const printed = (zone: string): string =>
    execFileSync(process.execPath, [child], { env: { ...process.env, TZ: zone }, encoding: "utf8" })

  it("plays no part: three zones, one of them with daylight saving, print the same", () => {
    const [utc, shanghai, newYork] = ["UTC", "Asia/Shanghai", "America/New_York"].map(printed)
    expect(utc?.split("\n")).toContain("2022-03-13 02:30:00 2022-03-12T18:30:00.000Z 2022-03-13 02:30:00")
    expect(shanghai).toBe(utc)
    expect(newYork).toBe(utc)
  })
})
