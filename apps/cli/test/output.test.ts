import { describe, expect, it } from "vitest"
import { environmentCase } from "../src/configuration/environmentCase.ts"
import { exitCodeOf } from "../src/exitCode.ts"
import { amountText } from "../src/output/amountText.ts"
import { jsonText } from "../src/output/jsonText.ts"
import { tableLines } from "../src/output/table.ts"

describe("output for people", () => {
  it("writes amounts without floating-point errors", () => {
    const fen = [0, 1, 10, 1999, -5, -123_456_789, Number.MAX_SAFE_INTEGER]
    expect(fen.map((amount) => amountText(amount, "CNY"))).toEqual([
      "0.00",
      "0.01",
      "0.10",
      "19.99",
      "-0.05",
      "-1234567.89",
      "90071992547409.91"
    ])
    expect(amountText(null, "CNY")).toBe("-")
    expect(amountText(1999, "JPY")).toBe("1999")
  })

  it("aligns Chinese text, and cuts what is too long", () => {
    const columns = [
      { title: "Title", maximum: 6 },
      { title: "Fen", align: "right" as const }
    ]
    expect(
      tableLines(columns, [
        ["课程", "1"],
        ["一二三四", "20"],
        ["abcdef", "300"]
      ])
    ).toEqual(["Title   Fen", "课程      1", "一二…    20", "abcdef  300"])
  })

  it("writes JSON that would steer the terminal with escapes: it is the same JSON", () => {
    const value = { note: "a\u009b2Jb\u202ec\u2028👩‍🏫" }
    expect(jsonText(value)).toBe('{"note":"a\\u009b2Jb\\u202ec\\u2028👩‍🏫"}')
    expect(JSON.parse(jsonText(value))).toEqual(value)
  })

  it("takes the most serious exit code", () => {
    expect(exitCodeOf([])).toBe(0)
    expect(exitCodeOf([65, 69, 77])).toBe(77)
    expect(exitCodeOf([65, 64, 77])).toBe(64)
  })

  it("names environment variables by shop", () => {
    expect(["myShop", "my-shop 2", "shop1", "小店A"].map(environmentCase)).toEqual([
      "MY_SHOP",
      "MY_SHOP_2",
      "SHOP1",
      "小店A"
    ])
  })
})
