import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { decode, sourcesOf } from "../support/decode.ts"

const paidAt = 1657027968

describe("a phase", () => {
  const rows = [
    [{ pay_success: true, phase_pay_amount: 80, phase_order_amount: 100 }, [80, 80]],
    [{ pay_success: "true", phase_pay_amount: 0, phase_order_amount: 100, phase_promotion_amount: 30 }, [0, 0]],
    [{ phase_pay_time: paidAt, phase_pay_amount: 80 }, [80, 80]],
    [{ pay_success: true, phase_order_amount: 100, phase_promotion_amount: 30 }, [70, 70]],
    [{ pay_success: true, phase_payable_price: 60 }, [180, 180]],
    [{ pay_success: false, phase_pay_amount: 80, phase_order_amount: 100 }, [80, 0]],
    [{ pay_success: false, phase_pay_amount: 0, phase_order_amount: 100, phase_promotion_amount: 30 }, [70, 0]],
    [{ phase_order_amount: 100 }, [100, 0]],
    [{ phase_order_amount: 100, phase_payable_price: 60 }, [100, 0]],
    [{ phase_order_amount: 0, phase_payable_price: 60 }, [180, 0]],
    [{ phase_payable_price: 60 }, [180, 0]],
    [{ sku_order_id: "10", phase_payable_price: 60 }, [180, 0]],
    [{}, [null, 0]]
  ] as const
  it.effect.each(rows)("%o: payable and paid %o", ([fields, expected]) =>
    Effect.gen(function* () {
      const { phases } = yield* decode({ order_phase_list: [{ current_phase: 1, total_phase: 2, ...fields }] }, [
        { item_num: 3 }
      ])
      assert.deepStrictEqual([phases[0]?.payable, phases[0]?.paid], [...expected])
    })
  )

  const lines = [{ item_num: 2 }, { item_num: 5 }]
  const priceRows = [
    [{ sku_order_id: "11" }, lines, 300],
    [{ sku_order_id: "10" }, lines, 120],
    [{}, lines, null],
    [{}, [{ item_num: 2 }, { item_num: 1, given_product_type: "FREE" }], 120],
    [{}, [{}], null],
    [{ phase_pay_amount: 0 }, lines, null],
    [{ phase_pay_amount: 0 }, [{ item_num: null }], null],
    [{ phase_pay_amount: 0, phase_payable_price: 0 }, lines, 0],
    [{ phase_pay_amount: 0, pay_success: true }, lines, 0]
  ] as const
  it.effect.each(priceRows)("its price is that of one piece: %o of %o makes %s", ([fields, all, expected]) =>
    Effect.gen(function* () {
      const { phases } = yield* decode(
        { order_phase_list: [{ current_phase: 2, phase_payable_price: 60, ...fields }] },
        all
      )
      assert.strictEqual(phases[0]?.payable, expected)
    })
  )
})

describe("what was paid in phases", () => {
  const paid = (phase_pay_amount: number | null, sku_order_id = "10") => ({
    pay_success: true,
    phase_pay_amount,
    sku_order_id
  })
  const open = (phase_pay_amount: number, sku_order_id = "10") => ({
    pay_success: false,
    phase_pay_amount,
    sku_order_id
  })
  const partly = { order_status: 1, main_status: 103, pay_amount: 1500 }
  const closed = { order_status: 4, main_status: 4, pay_amount: 1500, cancel_reason: "超时未支付尾款" }
  // order, phases → payment, paid, paid for each of two lines
  const rows = [
    [partly, [paid(200), open(800), paid(100, "11"), open(400, "11")], ["partially_paid", 300, 200, 100]],
    [partly, [paid(200), open(800), open(100, "11"), open(400, "11")], ["partially_paid", 200, 200, null]],
    [partly, [paid(200), open(800)], ["partially_paid", 200, 200, null]],
    [partly, [open(200), open(800)], ["partially_paid", null, null, null]],
    [partly, [paid(null), open(800)], ["partially_paid", null, null, null]],
    [partly, [], ["partially_paid", null, null, null]],
    [closed, [paid(200), open(800)], ["partially_paid", 200, 200, null]],
    [{ ...closed, pay_time: paidAt }, [paid(200), open(800)], ["partially_paid", 200, 200, null]],
    [closed, [open(200), open(800)], ["unpaid", 0, 0, 0]],
    [closed, [paid(200), paid(800)], ["paid", 1500, 900, 600]],
    [{ order_status: 1, main_status: 1, pay_amount: 1500 }, [paid(200), open(800)], ["partially_paid", 200, 200, null]],
    [{ order_status: 2, pay_amount: 1500, pay_time: paidAt }, [paid(200), paid(800)], ["paid", 1500, 900, 600]],
    [{ order_status: 77, pay_amount: 1500 }, [paid(200), open(800)], ["partially_paid", 200, 200, null]],
    [{ order_status: 77, pay_amount: 1500 }, [open(200)], ["unknown", null, null, null]]
  ] as const
  it.effect.each(rows)("%o, %o: %o", ([fields, order_phase_list, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode({ ...fields, order_phase_list }, [{ pay_amount: 900 }, { pay_amount: 600 }])
      const [first, second] = order.lines
      assert.deepStrictEqual([order.status.payment, order.amounts.paid, first?.paid, second?.paid], [...expected])
    })
  )

  const nth = (current_phase: number | null, total_phase: number, sku_order_id = "10") => ({
    ...paid(100, sku_order_id),
    current_phase,
    total_phase
  })
  const late = { order_status: 4, pay_time: paidAt, pay_amount: 1500 }
  const shipped = { order_status: 3, pay_time: 0, pay_amount: 1500 }
  const ordered = { order_status: 1, pay_amount: 1500 }
  const listedRows = [
    [closed, [nth(1, 2)], ["partially_paid", 100, 100, null]],
    [late, [nth(1, 2)], ["partially_paid", 100, 100, null]],
    [ordered, [nth(1, 2)], ["partially_paid", 100, 100, null]],
    [shipped, [nth(1, 2), nth(2, 3)], ["partially_paid", 200, 200, null]],
    [shipped, [nth(1, 3), nth(2, 3)], ["partially_paid", 200, 200, null]],
    [shipped, [nth(1, 2), nth(1, 2)], ["partially_paid", 200, 200, null]],
    [shipped, [nth(1, 2), nth(2, 2, "11")], ["partially_paid", 200, 100, 100]],
    [shipped, [nth(1, 2, "98"), nth(2, 2, "99")], ["partially_paid", 200, null, null]],
    [closed, [nth(1, 2), nth(2, 2)], ["paid", 1500, 900, 600]],
    [closed, [nth(null, 2), nth(null, 2)], ["paid", 1500, 900, 600]],
    [closed, [nth(1, 1), nth(1, 2, "11"), nth(2, 2, "11")], ["paid", 1500, 900, 600]]
  ] as const
  it.effect.each(listedRows)("a phase that is not listed is not paid: %o, %o: %o", ([fields, listed, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode({ ...fields, order_phase_list: listed }, [{ pay_amount: 900 }, { pay_amount: 600 }])
      const [first, second] = order.lines
      assert.deepStrictEqual([order.status.payment, order.amounts.paid, first?.paid, second?.paid], [...expected])
    })
  )

  it.effect("what the phases say of their payment is where its state comes from", () =>
    Effect.gen(function* () {
      const order_phase_list = [{ ...nth(1, 2), phase_pay_time: paidAt }]
      const sources = (yield* sourcesOf({ ...ordered, order_phase_list })).get("/status/payment") ?? []
      assert.includeMembers(
        [...sources],
        ["pay_success", "phase_pay_time", "current_phase", "total_phase"].map((key) => `order_phase_list/0/${key}`)
      )
    })
  )

  it.effect("an order whose rest is not listed is closed for the words' reason", () =>
    Effect.gen(function* () {
      const { status } = yield* decode({ ...closed, order_phase_list: [nth(1, 2)] })
      assert.strictEqual(status.closeReason, "timeout")
    })
  )

  it.effect("an order whose rest was never paid is closed for the words' reason", () =>
    Effect.gen(function* () {
      const { status } = yield* decode({ ...closed, order_phase_list: [paid(200), open(800)] })
      assert.deepStrictEqual([status.trade, status.closeReason], ["closed", "timeout"])
    })
  )
})
