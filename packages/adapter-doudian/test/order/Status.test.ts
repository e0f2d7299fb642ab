import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { afterSale, decode } from "../support/decode.ts"

const paid = { pay_time: 1657027968, pay_amount: 19900, pay_type: 2 }
const shipped = { ship_time: 1657076779 }

describe("the state of an order", () => {
  const rows = [
    [{ order_status: 1, main_status: 1, pay_amount: 100 }, ["pending", "unpaid", "unfulfilled", null]],
    [{ order_status: 1, main_status: 103, pay_amount: 100 }, ["pending", "partially_paid", "unfulfilled", null]],
    [{ order_status: 105, main_status: 105, ...paid }, ["active", "paid", "unfulfilled", null]],
    [{ order_status: 105, main_status: 105 }, ["active", "paid", "unfulfilled", null]],
    [{ order_status: 2, main_status: 2, ...paid }, ["active", "paid", "unfulfilled", null]],
    [{ order_status: "2", main_status: "2", ...paid }, ["active", "paid", "unfulfilled", null]],
    [{ order_status: 101, main_status: 101, ...paid, ...shipped }, ["active", "paid", "partially_shipped", null]],
    [{ order_status: 3, main_status: 3, ...paid, ...shipped }, ["active", "paid", "shipped", null]],
    [{ order_status: 5, main_status: 5, ...paid, ...shipped }, ["completed", "paid", "delivered", null]],
    [{ order_status: 4, main_status: 21, ...paid }, ["closed", "paid", "unfulfilled", "refunded"]],
    [{ order_status: 4, main_status: 22, ...paid, ...shipped }, ["closed", "paid", "shipped", "refunded"]],
    [{ order_status: 5, main_status: 39, ...paid, ...shipped }, ["closed", "paid", "delivered", "refunded"]],
    [{ order_status: 4, main_status: 4, ...paid }, ["closed", "paid", "unfulfilled", "unknown"]],
    [{ order_status: 4, main_status: 4, ...paid, ...shipped }, ["closed", "paid", "shipped", "unknown"]],
    // Payment that the code does not decide.
    [{ order_status: 3, main_status: 3, pay_type: 0, pay_amount: 100 }, ["active", "unpaid", "shipped", null]],
    [{ order_status: 2, main_status: 2, pay_type: 7, pay_amount: 100 }, ["active", "paid", "unfulfilled", null]],
    [{ order_status: 2, main_status: 2, pay_type: 1, pay_amount: 0 }, ["active", "paid", "unfulfilled", null]],
    [{ order_status: 5, main_status: 5, pay_type: 0, pay_amount: 100 }, ["completed", "unknown", "delivered", null]],
    [{ order_status: 1, main_status: 1, pay_amount: 0 }, ["pending", "unpaid", "unfulfilled", null]],
    // order_status decides if main_status is not one of the four.
    [{ order_status: 3, main_status: 2, ...paid }, ["active", "paid", "shipped", null]],
    [{ main_status: 3, ...paid }, ["active", "paid", "shipped", null]],
    [{}, [null, null, null, null]]
  ] as const
  it.effect.each(rows)("%o", ([fields, expected]) =>
    Effect.gen(function* () {
      const { status, warnings } = yield* decode(fields)
      assert.deepStrictEqual([status.trade, status.payment, status.fulfilment, status.closeReason], [...expected])
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("of a refunded order holds whatever its lines say", () =>
    Effect.gen(function* () {
      for (const main_status of [21, 22, 39]) {
        const { status } = yield* decode({ order_status: 4, main_status, ...paid }, [afterSale(0, 0, 0)])
        assert.deepStrictEqual([status.afterSale, status.closeReason], ["refunded", "refunded"])
      }
    })
  )

  it.effect("codes are kept, and those that no table knows warn and fail nothing", () =>
    Effect.gen(function* () {
      const order = yield* decode({ order_status: 77, main_status: "x9", ...paid }, [
        { order_status: 88, given_product_type: "BONUS", goods_type: 5, ...afterSale(99, 98, 97) }
      ])
      assert.deepStrictEqual([order.status.trade, order.status.fulfilment], ["unknown", "unknown"])
      assert.strictEqual(order.lines[0]?.fulfilment, "unknown")
      assert.strictEqual(order.lines[0]?.afterSale, "unknown")
      assert.strictEqual(order.lines[0]?.type, "unknown")
      assert.deepStrictEqual(order.status.raw, {
        order_status: "77",
        main_status: "x9",
        "sku_order_list/0/refund_status": "97",
        "sku_order_list/0/after_sale_status": "99",
        "sku_order_list/0/after_sale_type": "98"
      })
      const root = "/data/shop_order_detail"
      assert.sameMembers(
        order.warnings.map(({ code, path }) => `${code} ${path}`),
        [
          `unknown_code ${root}/order_status`,
          `unknown_code ${root}/main_status`,
          `unknown_code ${root}/sku_order_list/0/order_status`,
          `unknown_code ${root}/sku_order_list/0/given_product_type`,
          `unknown_code ${root}/sku_order_list/0/goods_type`,
          `unknown_code ${root}/sku_order_list/0/after_sale_info/refund_status`,
          `unknown_code ${root}/sku_order_list/0/after_sale_info/after_sale_status`,
          `unknown_code ${root}/sku_order_list/0/after_sale_info/after_sale_type`
        ]
      )
    })
  )

  it.effect("a code that is spelled like a property of every object is as unknown as any", () =>
    Effect.gen(function* () {
      for (const code of ["constructor", "__proto__", "toString"]) {
        const order = yield* decode({ order_status: code, main_status: code, order_type: code, pay_type: code }, [
          {
            trade_type: code,
            campaign_info: [{ campaign_type: code }],
            writeoff_info: [{ writeoff_no: "1", writeoff_status: code }],
            ...afterSale(code, code, code)
          }
        ])
        assert.deepStrictEqual(
          [order.status.trade, order.status.payment, order.status.fulfilment, order.status.afterSale],
          Array(4).fill("unknown")
        )
        assert.deepStrictEqual(
          [order.kind, order.payment.method, order.vouchers[0]?.status, order.delivery.method],
          ["standard", "unknown", "unknown", "express"]
        )
      }
    })
  )

  it.effect("an unknown main_status warns even where order_status decides", () =>
    Effect.gen(function* () {
      const { status, warnings } = yield* decode({ order_status: 3, main_status: 40, ...paid })
      assert.strictEqual(status.trade, "active")
      assert.deepStrictEqual(
        warnings.map(({ code, path }) => [code, path]),
        [["unknown_code", "/data/shop_order_detail/main_status"]]
      )
    })
  )

  it.effect("facts that contradict each other are said", () =>
    Effect.gen(function* () {
      for (const main_status of [1, 103]) {
        const { status, warnings } = yield* decode({ order_status: 1, main_status, ...shipped })
        assert.strictEqual(status.fulfilment, "shipped")
        assert.deepStrictEqual(
          warnings.map(({ code }) => code),
          ["conflicting_states"]
        )
      }
      const unpaid = yield* decode({ order_status: 1, main_status: 1, ...paid })
      assert.strictEqual(unpaid.status.payment, "unpaid")
      assert.deepStrictEqual(
        unpaid.warnings.map(({ code }) => code),
        ["conflicting_states"]
      )
      const sentWithoutStatus = yield* decode(shipped)
      assert.deepStrictEqual([sentWithoutStatus.status.fulfilment, sentWithoutStatus.warnings], [null, []])
    })
  )

  it.effect("an order without a code is paid if it has a time of payment", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode(paid)).status.payment, "paid")
      assert.strictEqual((yield* decode({ order_status: 77, pay_amount: 100 })).status.payment, "unknown")
      assert.strictEqual((yield* decode({ order_status: 77, ...paid })).status.payment, "paid")
    })
  )

  it.effect("has the words of the code that decides", () =>
    Effect.gen(function* () {
      const words = { order_status_desc: "已发货", main_status_desc: "发货后退款完结" }
      assert.strictEqual((yield* decode({ order_status: 3, main_status: 3, ...words })).status.label, "已发货")
      assert.strictEqual((yield* decode({ order_status: 4, main_status: 22, ...words })).status.label, "发货后退款完结")
      const [order, main] = [{ order_status_desc: "已发货" }, { main_status_desc: "发货后退款完结" }]
      assert.strictEqual((yield* decode({ order_status: 3, ...main })).status.label, "发货后退款完结")
      assert.strictEqual((yield* decode({ main_status: 22, ...order })).status.label, "已发货")
    })
  )
})

describe("why an order was closed", () => {
  const rows = [
    ["超时未支付", "timeout"],
    ["商家取消订单", "seller_cancelled"],
    ["卖家缺货", "seller_cancelled"],
    ["平台关闭订单", "system"],
    ["系统取消", "system"],
    ["系统检测到超时未支付", "timeout"],
    ["不想要了", "buyer_cancelled"],
    ["", "unknown"],
    [null, "unknown"]
  ] as const
  it.effect.each(rows)("unpaid, %s", ([cancel_reason, expected]) =>
    Effect.gen(function* () {
      const { status } = yield* decode({ order_status: 4, main_status: 4, pay_amount: 100, cancel_reason })
      assert.deepStrictEqual([status.payment, status.closeReason], ["unpaid", expected])
      assert.strictEqual(status.closeNote, cancel_reason === "" ? null : cancel_reason)
    })
  )

  it.effect("paid: refunded if all lines are, else unknown", () =>
    Effect.gen(function* () {
      const closed = { order_status: 4, main_status: 4, ...paid, cancel_reason: "不想要了" }
      const all = yield* decode(closed, [afterSale(12, 2, 3), afterSale(12, 2, 3)])
      assert.deepStrictEqual([all.status.afterSale, all.status.closeReason], ["refunded", "refunded"])
      const some = yield* decode(closed, [afterSale(12, 2, 3), afterSale(0, 0, 0)])
      assert.deepStrictEqual([some.status.afterSale, some.status.closeReason], ["partially_refunded", "unknown"])
    })
  )

  it.effect("is said of closed orders only", () =>
    Effect.gen(function* () {
      const { status } = yield* decode({ order_status: 3, main_status: 3, ...paid, cancel_reason: "不想要" })
      assert.deepStrictEqual([status.closeReason, status.closeNote], [null, null])
    })
  )
})

describe("the amount that was paid", () => {
  const rows = [
    [{ order_status: 1, pay_amount: 500 }, 0],
    [{ order_status: 3, pay_amount: 500, pay_time: 1657027968 }, 500],
    [{ order_status: 3, pay_amount: 500 }, 0],
    [{ order_status: 5, pay_amount: 500 }, null],
    [{ order_status: 1, main_status: 103, pay_amount: 500 }, null]
  ] as const
  it.effect.each(rows)("%o", ([fields, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode(fields, [{ pay_amount: 500 }])
      assert.deepStrictEqual([order.amounts.paid, order.lines[0]?.paid], [expected, expected])
    })
  )
})
