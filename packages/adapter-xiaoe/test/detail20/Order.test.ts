import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { detail20, warningsOf } from "../support/decode.ts"

const axes = ({ status }: Order) => [status.trade, status.payment, status.fulfilment, status.closeReason]

const goodsInfo = (...goods_list: ReadonlyArray<Readonly<Record<string, unknown>>>) => ({
  goods_info: { has_result: true, goods_list }
})
const physical = { spu_type: "1" }
const digital = { spu_type: "0" }

describe("order_state", () => {
  const rows = [
    [0, ["pending", "unpaid", "unfulfilled", null]],
    [1, ["pending", "unpaid", "unfulfilled", null]],
    [2, ["active", "paid", "unfulfilled", null]],
    [3, ["active", "paid", "shipped", null]],
    [4, ["completed", "paid", "delivered", null]],
    [5, ["closed", "unpaid", "unfulfilled", null]],
    [-1, [null, null, null, null]],
    [9, ["unknown", "unknown", "unknown", null]]
  ] as const
  it.effect.each(rows)("%i", ([order_state, expected]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(axes(yield* detail20({ order_state }, goodsInfo(physical))), [...expected])
    })
  )

  it.effect("nothing that travels needs no fulfilment", () =>
    Effect.gen(function* () {
      for (const order_state of [0, 1, 2, 3, 4, 5]) {
        assert.strictEqual(
          (yield* detail20({ order_state }, goodsInfo(digital, { spu_type: 2 }))).status.fulfilment,
          "not_required"
        )
        assert.notStrictEqual(
          (yield* detail20({ order_state }, goodsInfo(digital, { spu_type: 5 }))).status.fulfilment,
          "not_required"
        )
      }
    })
  )

  it.effect("an order without lines is not one without anything that travels", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail20({ order_state: 3 }, goodsInfo())).status.fulfilment, "shipped")
    })
  )

  it.effect("the payment of 1 and 5 follows from the amounts, order_pay_time proves nothing", () =>
    Effect.gen(function* () {
      const evidence = [
        [{}, { price_info: { has_result: true, earned_revenue: 1 } }, "paid"],
        [{}, { payment_info: { has_result: true, transaction_id: "42" } }, "paid"],
        [{ order_close_type: 4 }, {}, "paid"],
        [{ order_close_type: 1 }, { price_info: { has_result: true, earned_revenue: 0 } }, "unpaid"]
      ] as const
      for (const order_state of [1, 5]) {
        for (const [info, blocks, expected] of evidence) {
          const order = yield* detail20({ order_state, order_pay_time: "2024-01-01 00:00:00", ...info }, blocks)
          assert.strictEqual(order.status.payment, expected)
          assert.strictEqual(order.times.paid !== null, expected === "paid")
        }
      }
    })
  )

  const closings = [
    [1, "timeout"],
    [2, "buyer_cancelled"],
    [3, "seller_cancelled"],
    [4, "refunded"],
    [5, "group_failed"],
    [6, "system"],
    [9, "unknown"]
  ] as const
  it.effect.each(closings)("order_close_type %i: %s", ([order_close_type, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail20({ order_state: 5, order_close_type })).status.closeReason, expected)
      const open = yield* detail20({ order_state: 2, order_close_type })
      assert.isNull(open.status.closeReason)
      const doubt = expected === "unknown" ? "unknown_code" : "conflicting_states"
      assert.deepStrictEqual(warningsOf(open), [`${doubt} /data/order_info/order_close_type`])
    })
  )

  it.effect("a closed order that says it is not closed contradicts itself", () =>
    Effect.gen(function* () {
      const order = yield* detail20({ order_state: 5, order_close_type: 0 })
      assert.strictEqual(order.status.closeReason, "unknown")
      assert.deepStrictEqual(warningsOf(order), ["conflicting_states /data/order_info/order_close_type"])
    })
  )

  const sent = { internal_extra_info: { logistics_info: { has_result: true, packages_info: [{ express_id: "YT1" }] } } }
  const closed = [
    [{}, [null], "unfulfilled"],
    [sent, [null], "shipped"],
    [{}, ["已发货"], "shipped"],
    [{}, ["已收货"], "delivered"],
    [{}, ["已收货", "已发货"], "shipped"],
    [{}, ["已发货", "待发货"], "partially_shipped"],
    [{}, ["部分发货"], "partially_shipped"],
    [sent, ["待发货"], "shipped"],
    [{}, ["没听过的"], "unfulfilled"]
  ] as const
  it.effect.each(closed)("closed with %j, lines %j: %s", ([blocks, words, expected]) =>
    Effect.gen(function* () {
      const lines = words.map((ship_state_description) => ({ ...physical, ship_state_description }))
      const order = yield* detail20({ order_state: 5 }, { ...goodsInfo(...lines), ...blocks })
      assert.strictEqual(order.status.fulfilment, expected)
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  it.effect("the progress of an open order follows from order_state alone", () =>
    Effect.gen(function* () {
      const lines = goodsInfo(
        { ...physical, ship_state_description: "已发货" },
        { ...physical, ship_state_description: "待发货" }
      )
      assert.strictEqual((yield* detail20({ order_state: 2 }, lines)).status.fulfilment, "unfulfilled")
    })
  )
})

describe("after-sale, settlement, kind, payment, type", () => {
  const afterSales = [
    [0, "none"],
    [1, "in_progress"],
    [2, "partially_refunded"],
    [3, "refunded"],
    [8, "unknown"]
  ] as const
  it.effect.each(afterSales)("after_sale_show_state and refund_state %i: %s", ([code, expected]) =>
    Effect.gen(function* () {
      const order = yield* detail20({ after_sale_show_state: code }, goodsInfo({ refund_state: code }))
      assert.strictEqual(order.status.afterSale, expected)
      assert.strictEqual(order.lines[0]!.afterSale, expected)
    })
  )

  it.effect("where the order says none, the lines decide", () =>
    Effect.gen(function* () {
      const order = yield* detail20({ after_sale_show_state: 0 }, goodsInfo({ refund_state: 3 }, { refund_state: 0 }))
      assert.strictEqual(order.status.afterSale, "partially_refunded")
    })
  )

  const settlements = [
    [0, "unsettled", null],
    [1, "settling", null],
    [2, "settled", "2024-01-01T00:00:00.000Z"]
  ] as const
  it.effect.each(settlements)("settle_state %i: %s at %s", ([settle_state, expected, at]) =>
    Effect.gen(function* () {
      const order = yield* detail20({ settle_state, order_settle_time: "2024-01-01 08:00:00" })
      assert.strictEqual(order.status.settlement, expected)
      assert.strictEqual(
        order.times.settled === null ? null : new Date(order.times.settled.epochMilliseconds).toISOString(),
        at
      )
    })
  )

  const kinds = [
    [{ order_type: 1 }, "standard"],
    [{ order_type: 2 }, "imported"],
    [{ order_type: 3 }, "procurement"],
    [{ order_type: 4 }, "redemption"],
    [{ order_type: 1, gift_batch_id: "7" }, "gift"],
    [{ order_type: 1, gift_batch_id: "0" }, "standard"],
    [{ order_type: 1, relation_order_type: 3 }, "gift"],
    [{ order_type: 1, goods_spu_type: 3 }, "reward"],
    [{ order_type: 1, order_state: 5, order_close_type: 5 }, "group_buy"],
    [{ order_type: 2, gift_batch_id: "7" }, "imported"],
    [{ order_type: 9 }, "unknown"],
    [{}, "unknown"]
  ] as const
  it.effect.each(kinds)("%j is %s", ([info, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail20(info)).kind, expected)
    })
  )

  const methods = [
    [1, "wechat"],
    [2, "alipay"],
    [3, "offline"],
    [4, "baidu"],
    [8, "virtual_coin"],
    [9, "huabei"],
    [77, "unknown"],
    [0, null],
    [-1, null]
  ] as const
  it.effect.each(methods)("payment_type %i: %s", ([payment_type, expected]) =>
    Effect.gen(function* () {
      const named = yield* detail20({ payment_type }, { price_info: { has_result: true, collectibles: 1 } })
      assert.strictEqual(named.payment.method, expected)
      const nothing = yield* detail20({ payment_type }, { price_info: { has_result: true, collectibles: 0 } })
      assert.strictEqual(nothing.payment.method, expected ?? "free")
    })
  )

  const types = [
    ["0", "digital"],
    [1, "physical"],
    [2, "service"],
    [3, "reward"],
    [4, "other"],
    [5, "unknown"]
  ] as const
  it.effect.each(types)("spu_type %s: %s", ([spu_type, expected]) =>
    Effect.gen(function* () {
      const order = yield* detail20({}, goodsInfo({ spu_type }))
      assert.strictEqual(order.lines[0]!.type, expected)
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  const roles = [
    [0, "item"],
    [1, "bundled"],
    [2, "bundled"],
    [3, "item"],
    [4, "item"]
  ] as const
  it.effect.each(roles)("relation_goods_type %i: %s", ([relation_goods_type, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail20({}, goodsInfo({ relation_goods_type }))).lines[0]!.role, expected)
    })
  )

  const vouchers = [
    [1, "unused"],
    [2, "used"],
    [3, "void"],
    [4, "partly_used"],
    [9, "unknown"]
  ] as const
  it.effect.each(vouchers)("check_state and a code's status %i: %s", ([code, expected]) =>
    Effect.gen(function* () {
      const line = yield* detail20({}, goodsInfo({ check_state: code, remain_count: 2 }))
      assert.deepInclude(line.vouchers[0], { status: expected, remaining: 2, code: null })
      const listed = yield* detail20(
        {},
        {
          internal_extra_info: {
            veri_code_info: { has_result: true, veri_code_list: [{ veri_code: "V1", status: code }] }
          }
        }
      )
      assert.deepInclude(listed.vouchers[0], { status: expected, kind: "verification" })
    })
  )
  it.effect("check_state 0 makes no voucher", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* detail20({}, goodsInfo({ check_state: 0 }))).vouchers, [])
    })
  )
})
