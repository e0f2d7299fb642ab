/** What was paid for the lines of an order, by each answer and each state that says whether it was paid. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { detail10, detail20, list10, list11, list20 } from "./support/decode.ts"

/** What detail 1.0 states of a line is 900 fen, whoever paid. */
const goods10 = { goods_info: [{ price: 5, res_count: 2, unit_price: 9 }] }
const goods20 = { goods_info: { goods_list: [{ unit_price: 500, quantity: 2, actual_fee: 900 }] } }
const row20 = { good_list: [{ unit_price: 500, buy_num: 2, total_price: 1000 }] }

describe("what was paid for a line of version 1.0", () => {
  const states: ReadonlyArray<readonly [code: number, paid: number | null]> = [
    [0, 0],
    [1, 900],
    [2, 0],
    [3, 900],
    [4, null],
    [5, 0],
    [6, 0],
    [7, 0],
    [8, 900],
    [9, 900],
    [10, 900],
    [11, 900],
    [99, null]
  ]

  it.effect.each(states)("order_state %d", ([order_state, paid]) =>
    Effect.gen(function* () {
      const listed = yield* detail10({ order_state, ...goods10 })
      const own = yield* detail10({ order_state, unit_price: 9, count: 1 })
      const rows = [yield* list10({ order_state, price: 900 }), yield* list11({ order_state, price: 900 })]
      assert.strictEqual(listed.lines[0]?.paid, paid)
      for (const { lines } of [own, ...rows]) assert.strictEqual(lines[0]?.paid, paid === 0 ? 0 : null)
    })
  )
})

describe("what was paid for a line of version 2.0", () => {
  const states: ReadonlyArray<readonly [fields: Record<string, unknown>, paid: number | null]> = [
    [{ order_state: 0 }, 0],
    [{ order_state: 1, pay_state: 0 }, 0],
    [{ order_state: 2 }, 900],
    [{ order_state: 3 }, 900],
    [{ order_state: 4 }, 900],
    [{ order_state: 5, pay_state: 2, order_close_type: 1 }, 0],
    [{ order_state: 5, pay_state: 2, order_close_type: 4 }, 900],
    [{ order_state: 99 }, null]
  ]

  it.effect.each(states)("%o", ([fields, paid]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail20(fields, goods20)).lines[0]?.paid, paid)
      assert.strictEqual((yield* list20(fields, row20)).lines[0]?.paid, paid === 0 ? 0 : null)
    })
  )
})

describe("what was given back", () => {
  it.effect("is what the refunds that are done say, where the lines of detail 2.0 say 0", () =>
    Effect.gen(function* () {
      const refundedOf = (refund_amount: number, refund_state: number) =>
        Effect.map(
          detail20(
            { order_state: 4 },
            {
              goods_info: { goods_list: [{ refund_amount }] },
              internal_extra_info: { refund_info: { refund_records: [{ refund_state, refund_amount: 500 }] } }
            }
          ),
          ({ amounts }) => amounts.refunded
        )
      assert.deepStrictEqual(yield* Effect.all([refundedOf(0, 2), refundedOf(0, 1), refundedOf(300, 2)]), [500, 0, 300])
    })
  )
})
