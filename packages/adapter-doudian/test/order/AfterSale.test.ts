import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { afterSale, decode } from "../support/decode.ts"

const open = { order_status: 3, main_status: 3, pay_time: 1657027968 }

describe("the after-sale of a line", () => {
  // after_sale_status, after_sale_type, refund_status → the state of the first of two lines, the status of its refund
  const rows = [
    [0, 0, 0, "none", null],
    [11, 0, 1, "in_progress", "in_progress"],
    [6, 1, 1, "in_progress", "requested"],
    [7, 0, 1, "in_progress", "in_progress"],
    [13, 3, 0, "in_progress", null],
    [29, 0, 1, "in_progress", "rejected"],
    [6, 1, 2, "in_progress", "requested"],
    [0, 0, 1, "in_progress", "in_progress"],
    [0, 0, 2, "in_progress", "in_progress"],
    [12, 0, 3, "refunded", "refunded"],
    [12, 6, 3, "partially_refunded", "refunded"],
    [27, 0, 4, "failed", "rejected"],
    [29, 0, 4, "failed", "rejected"],
    [28, 0, 4, "failed", "failed"],
    [6, 0, 4, "failed", "failed"],
    [27, 0, 1, "failed", "rejected"],
    [28, 0, 1, "ended", "ended"],
    [51, 5, 1, "in_progress", "in_progress"],
    [51, 5, 2, "in_progress", "in_progress"],
    [51, 5, 0, "ended", "ended"],
    [12, 0, 1, "refunded", "refunded"],
    [12, 1, 1, "refunded", "refunded"],
    [53, 2, 0, "refunded", "refunded"],
    [12, 3, 0, "ended", null],
    [53, 7, 0, "ended", null],
    [14, 3, 0, "ended", null],
    [6, 3, 0, "in_progress", null],
    [27, 7, 0, "failed", null],
    [8, 7, 0, "in_progress", null],
    [8, 8, 0, "in_progress", null],
    [14, 8, 0, "ended", null],
    [12, 8, 0, "ended", null],
    [8, 0, 1, "in_progress", "in_progress"],
    [12, 0, 5, "refunded", "refunded"],
    [28, 1, 5, "refunded", "refunded"],
    ["11", "0", "1", "in_progress", "in_progress"]
  ] as const
  it.effect.each(rows)("%s, type %s, refund %s: %s, %s", ([status, type, refund, state, refunded]) =>
    Effect.gen(function* () {
      const order = yield* decode(open, [afterSale(status, type, refund), afterSale(0, 0, 0)])
      assert.strictEqual(order.lines[0]?.afterSale, state)
      assert.deepStrictEqual(
        order.refunds.map((entry) => [entry.status, entry.lineIds]),
        refunded === null ? [] : [[refunded, ["10"]]]
      )
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  const refundedRows = [
    ["a sole line of an open order, in part (inferred)", open, [afterSale(12, 0, 3)], ["partially_refunded"]],
    ["a line beside one that is not", open, [afterSale(12, 0, 3), {}], ["refunded", null]],
    [
      "every line of an open order, in part (inferred)",
      open,
      [afterSale(12, 0, 3), afterSale(12, 0, 3)],
      ["partially_refunded", "partially_refunded"]
    ],
    ["a sole line of a closed order", { order_status: 4, main_status: 4 }, [afterSale(12, 0, 3)], ["refunded"]],
    ["a sole line, main_status 21", { order_status: 4, main_status: 21 }, [afterSale(12, 2, 3)], ["refunded"]],
    ["a sole line, main_status 39", { order_status: 5, main_status: 39 }, [afterSale(53, 0, 3)], ["refunded"]],
    [
      "lines that are closed by themselves, of an open order",
      open,
      [
        { ...afterSale(12, 0, 3), order_status: 4, main_status: 22 },
        { ...afterSale(12, 0, 3), order_status: 4, main_status: "21" }
      ],
      ["refunded", "refunded"]
    ],
    [
      "the sole line beside a gift, in part (inferred)",
      open,
      [afterSale(12, 0, 3), { ...afterSale(0, 0, 0), given_product_type: "FREE" }],
      ["partially_refunded", "none"]
    ],
    [
      "a gift beside a line that is not refunded",
      open,
      [afterSale(0, 0, 0), { ...afterSale(12, 0, 3), given_product_type: "FREE" }],
      ["none", "refunded"]
    ],
    [
      "a gift beside a gift that is not refunded",
      open,
      [
        { ...afterSale(12, 0, 3), given_product_type: "FREE" },
        { ...afterSale(0, 0, 0), given_product_type: "FREE" }
      ],
      ["refunded", "none"]
    ],
    [
      "a line that is closed by itself beside a gift",
      open,
      [
        { ...afterSale(12, 0, 3), order_status: 4, main_status: 22 },
        { ...afterSale(0, 0, 0), given_product_type: "FREE" }
      ],
      ["refunded", "none"]
    ],
    [
      "a line beside one whose refund was recovered",
      open,
      [afterSale(12, 0, 3), afterSale(12, 0, 5)],
      ["partially_refunded", "refunded"]
    ],
    ["a price protection", open, [afterSale(12, 6, 3), {}], ["partially_refunded", null]],
    ["a price protection of a completed order", { order_status: 5 }, [afterSale(12, 6, 3)], ["partially_refunded"]]
  ] as const
  it.effect.each(refundedRows)("refund_status 3: %s", ([_title, fields, lines, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode(fields, lines)
      assert.deepStrictEqual(
        order.lines.map((line) => line.afterSale),
        [...expected]
      )
    })
  )
})

describe("the after-sale of an order, by precedence of its lines", () => {
  const none = afterSale(0, 0, 0)
  const gift = (...codes: Parameters<typeof afterSale>) => ({ ...afterSale(...codes), given_product_type: "FREE" })
  const rows = [
    [[none, none], "none"],
    [[afterSale(12, 0, 3), afterSale(6, 0, 1)], "in_progress"],
    [[afterSale(12, 0, 3), none], "partially_refunded"],
    [[afterSale(12, 6, 3), none], "partially_refunded"],
    [[afterSale(27, 0, 4), none], "failed"],
    [[afterSale(28, 0, 1), none], "ended"],
    [[afterSale(28, 0, 1), afterSale(27, 0, 4)], "failed"],
    [[afterSale(12, 1, 0), afterSale(53, 2, 0)], "refunded"],
    [[], null],
    // A gift does not keep an order from being refunded.
    [[afterSale(12, 1, 0), gift(0, 0, 0)], "refunded"],
    [[afterSale(12, 6, 3), gift(0, 0, 0)], "partially_refunded"],
    [[afterSale(12, 1, 0), gift(27, 0, 4)], "refunded"],
    [[afterSale(12, 1, 0), gift(6, 0, 1)], "in_progress"],
    [[none, gift(12, 1, 0)], "partially_refunded"],
    [[none, gift(27, 0, 4)], "failed"],
    [[gift(12, 1, 0)], "refunded"]
  ] as const
  it.effect.each(rows)("%o: %s", ([lines, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode(open, lines)).status.afterSale, expected)
    })
  )
})
