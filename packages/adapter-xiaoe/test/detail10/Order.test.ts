import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { detail10, warningsOf } from "../support/decode.ts"

const axes = ({ status }: Order) => [
  status.trade,
  status.payment,
  status.fulfilment,
  status.afterSale,
  status.closeReason
]

describe("order_state", () => {
  const rows = [
    [0, 1, ["pending", "unpaid", "unfulfilled", "none", null]],
    [1, 1, ["active", "paid", "unfulfilled", "none", null]],
    [1, 0, ["completed", "paid", "not_required", "none", null]],
    [1, 2, ["active", "paid", "shipped", "none", null]],
    [1, 3, ["completed", "paid", "delivered", "none", null]],
    [1, 4, ["active", "paid", "partially_shipped", "none", null]],
    [2, 1, ["pending", "failed", "unfulfilled", "none", null]],
    [3, 0, ["closed", "paid", "not_required", "refunded", "refunded"]],
    [4, 1, ["pending", "partially_paid", "unfulfilled", "none", null]],
    [5, 1, ["pending", "processing", "unfulfilled", "none", null]],
    [6, 1, ["closed", "unpaid", "unfulfilled", "none", "timeout"]],
    [7, 1, ["closed", "unpaid", "unfulfilled", "none", "buyer_cancelled"]],
    [8, 2, ["active", "paid", "shipped", "in_progress", null]],
    [8, 3, ["completed", "paid", "delivered", "in_progress", null]],
    [9, 2, ["active", "paid", "shipped", "failed", null]],
    [10, 2, ["closed", "paid", "shipped", "refunded", "refunded"]],
    [11, 3, ["completed", "paid", "delivered", "partially_refunded", null]],
    [-1, -1, [null, null, null, null, null]],
    [99, 1, ["unknown", "unknown", "unfulfilled", "unknown", null]]
  ] as const
  it.effect.each(rows)("%i with ship_state %i", ([order_state, ship_state, expected]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(axes(yield* detail10({ order_state, ship_state })), [...expected])
      assert.deepStrictEqual(axes(yield* detail10({ order_state: `${order_state}`, ship_state: `${ship_state}` })), [
        ...expected
      ])
    })
  )

  it.effect("3 with team_buy_state 2 is a failed group", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail10({ order_state: 3, team_buy_state: 2 })).status.closeReason, "group_failed")
      assert.strictEqual((yield* detail10({ order_state: 10, team_buy_state: 2 })).status.closeReason, "refunded")
    })
  )

  it.effect("words for why it closed belong to a closed order", () =>
    Effect.gen(function* () {
      const noteOf = (order_state: number) =>
        Effect.map(detail10({ order_state, closure_reason: "不想要了" }), ({ status }) => status.closeNote)
      assert.strictEqual(yield* noteOf(7), "不想要了")
      assert.isNull(yield* noteOf(1))
    })
  )

  it.effect("an unknown code stays in raw, with one warning", () =>
    Effect.gen(function* () {
      const order = yield* detail10({ order_state: 99 })
      assert.strictEqual(order.status.raw["order_state"], "99")
      assert.deepStrictEqual(warningsOf(order), ["unknown_code /data/order_info/order_state"])
    })
  )

  it.effect("−1 means none on every code, without a warning", () =>
    Effect.gen(function* () {
      const none = -1
      const order = yield* detail10({
        order_state: none,
        ship_state: none,
        sales_state: none,
        settle_status: none,
        pay_way: none,
        payment_type: none,
        resource_type: none,
        express_type: none,
        wx_app_type: none,
        use_collection: none,
        team_buy_state: none,
        price: 1
      })
      assert.deepStrictEqual(order.warnings, [])
      assert.deepInclude(order, { kind: "unknown" })
      assert.isNull(order.payment.method)
      assert.isNull(order.payment.collection)
      assert.isNull(order.channel.code)
      assert.isNull(order.lines[0]!.type)
      assert.strictEqual(order.lines[0]!.afterSale, "none")
      assert.deepInclude(order.status.raw, { order_state: "-1", ship_state: "-1", sales_state: "-1" })
    })
  )
})

describe("after-sales of lines", () => {
  const rows = [
    [1, [0, 0], "none"],
    [1, [3, 2], "in_progress"],
    [1, [2, 2], "refunded"],
    [1, [2, 0], "partially_refunded"],
    [1, [1, 0], "partially_refunded"],
    [1, [-1, -1], "none"],
    [1, [9, 0], "unknown"],
    [9, [2, 2], "failed"]
  ] as const
  it.effect.each(rows)("order_state %i, sales_state %j: %s", ([order_state, sales, expected]) =>
    Effect.gen(function* () {
      const goods_info = sales.map((sales_state, index) => ({ id: `${index + 1}`, sales_state }))
      assert.strictEqual((yield* detail10({ order_state, goods_info })).status.afterSale, expected)
    })
  )

  const own = [
    [-1, "none"],
    [0, "none"],
    [1, "partially_refunded"],
    [2, "refunded"],
    [3, "in_progress"]
  ] as const
  it.effect.each(own)("of an order without goods_info, sales_state %i: %s", ([sales_state, expected]) =>
    Effect.gen(function* () {
      const { lines, status } = yield* detail10({ order_state: 1, sales_state })
      assert.strictEqual(lines[0]!.afterSale, expected)
      assert.strictEqual(status.afterSale, expected)
      assert.strictEqual(status.raw["sales_state"], `${sales_state}`)
      const listed = yield* detail10({ order_state: 1, sales_state, goods_info: [{ id: "1", sales_state: 2 }] })
      assert.strictEqual(listed.status.afterSale, "refunded")
      const silent = yield* detail10({ order_state: 1, sales_state, goods_info: [{ id: "1", sales_state: 0 }] })
      assert.strictEqual(silent.status.afterSale, expected)
    })
  )
})

describe("settlement, kind, payment, type, delivery", () => {
  const settlements = [
    [0, "unsettled"],
    [1, "settling"],
    [2, "settled"],
    [7, "unknown"]
  ] as const
  it.effect.each(settlements)("settle_status %i: %s", ([settle_status, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail10({ settle_status })).status.settlement, expected)
    })
  )

  const kinds = [
    [{ payment_type: 4 }, "group_buy"],
    [{ payment_type: 13 }, "group_buy"],
    [{ payment_type: 14 }, "group_buy"],
    [{ payment_type: 5 }, "gift"],
    [{ payment_type: 6 }, "gift"],
    [{ payment_type: 10 }, "gift"],
    [{ payment_type: 12 }, "reward"],
    [{ payment_type: 16 }, "redemption"],
    ...[1, 2, 3, 7, 8, 9, 11, 15].map((payment_type) => [{ payment_type }, "standard"] as const),
    [{ payment_type: 2, wx_app_type: 10 }, "imported"],
    [{ payment_type: 2, wx_app_type: 30 }, "imported"],
    [{ payment_type: 2, wx_app_type: 31 }, "redemption"],
    [{ payment_type: 13, wx_app_type: 30 }, "group_buy"],
    [{ payment_type: 98 }, "unknown"],
    [{}, "unknown"]
  ] as const
  it.effect.each(kinds)("%j is %s", ([info, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail10(info)).kind, expected)
    })
  )

  const methods = [
    [0, "wechat"],
    [1, "alipay"],
    [2, "apple_iap"],
    [3, "android_coin"],
    [4, "offline"],
    [5, "baidu"],
    [6, "wechat"],
    [7, "virtual_coin"],
    [10, "alipay"],
    [11, "other"],
    [12, "apple_iap"],
    [13, "virtual_coin"],
    [14, "huabei"],
    [15, "android_coin"],
    [98, "unknown"]
  ] as const
  it.effect.each(methods)("pay_way %i: %s", ([pay_way, expected]) =>
    Effect.gen(function* () {
      const { payment } = yield* detail10({ pay_way, price: "1.00" })
      assert.deepInclude(payment, { method: expected, methodRaw: `${pay_way}` })
    })
  )

  const free = [
    [{ price: "0.00" }, "free"],
    [{ price: "0.00", pay_way: 0 }, "free"],
    [{ price: "0.00", pay_way: -1 }, "free"],
    [{ price: "0.00", pay_way: 1 }, "alipay"],
    [{ price: "1.00", pay_way: 0, payment_type: 1 }, "free"],
    [{}, null]
  ] as const
  it.effect.each(free)("%j is %s", ([info, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail10(info)).payment.method, expected)
    })
  )

  const types = [
    ["digital", [1, 2, 3, 4, 6, 8, 16, 20, 25, 34, 45]],
    ["physical", [21]],
    ["membership", [5, 7, 23]],
    ["ticket", [9, 11]],
    ["service", [29, 31, 35, 42]],
    ["coupon", [41]],
    ["other", [22]],
    ["unknown", [0, 21001]]
  ] as const
  it.effect.each(types)("%s: resource_type %j, without a warning", ([expected, codes]) =>
    Effect.gen(function* () {
      for (const resource_type of codes) {
        const order = yield* detail10({ resource_type })
        assert.strictEqual(order.lines[0]!.type, expected)
        assert.deepStrictEqual(order.warnings, [])
      }
    })
  )

  const methodsOfDelivery = [
    [{ express_type: 1 }, "express"],
    [{ express_type: 2 }, "pickup"],
    [{ express_type: 0, resource_type: 3 }, "digital"],
    [{ express_type: 0, resource_type: 21 }, "none"],
    [{ express_type: 9 }, "unknown"],
    [{}, null]
  ] as const
  it.effect.each(methodsOfDelivery)("%j is delivered by %s", ([info, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail10(info)).delivery.method, expected)
    })
  )

  const refunds = [
    [0, "requested"],
    [1, "in_progress"],
    [2, "refunded"],
    [3, "failed"],
    [9, "unknown"],
    [-1, "unknown"]
  ] as const
  it.effect.each(refunds)("refund_info[].state %i: %s", ([state, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail10({}, { refund_info: [{ state }] })).refunds[0]!.status, expected)
    })
  )
})
