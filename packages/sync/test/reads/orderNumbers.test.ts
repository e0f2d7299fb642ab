import { describe, expect, it } from "vitest"
import { mostOrderNumbers, readOrderNumbers } from "../../src/reads/orderNumbers.ts"

const numbers = ["4711", "o_1720_x-9", "6920000000000000001"]

describe("numbers of orders", () => {
  it.each([
    ["lines of Windows", numbers.join("\r\n")],
    ["commas, blanks and tabs", ` ${numbers.join(", \t")} \t\n`],
    ["Chinese separators", numbers.join("、").replace("、", "，").concat("；")],
    ["other separators", numbers.join("\u3000;|")],
    ["a byte order mark, and marks that cannot be seen", `\ufeff${numbers.join("\u200b\n\u202a")}\u202c`],
    ["quotes, as in CSV", numbers.map((number) => `="${number}"`).join(",")],
    ["full-width digits and letters", "４７１１\nｏ＿１７２０＿ｘ－９\n６９２０００００００００００００００１"],
    ["one number twice", [...numbers, numbers[0]].join("\n")]
  ])("are found in %s", (_name, text) => {
    expect(readOrderNumbers(text)).toEqual({ numbers, refused: [], refusals: 0, left: 0 })
  })

  it("are not words of another kind, which are named with the reason", () => {
    const { numbers: taken, refusals, refused } = readOrderNumbers(`订单号\n4711\n6.92E+18\n-\n${"9".repeat(129)}`)
    expect(taken).toEqual(["4711"])
    expect(refusals).toBe(4)
    expect(refused.map(({ word, why }) => `${word} ${why}`)).toEqual([
      "订单号 has characters that no number of an order has",
      "6.92E+18 was shortened by a spreadsheet: format the column as text, and export it again",
      "- has neither a digit nor a letter",
      `${"9".repeat(39)}… is longer than 128 characters`
    ])
  })

  it("are bounded, and so is what is said of other words", () => {
    const many = Array.from({ length: mostOrderNumbers + 3 }, (_, index) => index)
    expect(readOrderNumbers(many.join("\n"))).toMatchObject({ left: 3, refusals: 0 })
    const { refusals, refused } = readOrderNumbers("没有 ".repeat(30))
    expect([refusals, refused.length]).toEqual([30, 20])
  })
})
