import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"

const decode = (fields: Record<string, unknown>): Effect.Effect<Order> =>
  Effect.gen(function* () {
    const adapter = yield* make({ appId: "wx" })
    const [order] = yield* adapter.decode(
      "mall.order.detail",
      JSON.stringify({ code: 0, sub_code: "00000", data: { order_sn: "1", ...fields } })
    )
    return order as Order
  }).pipe(Effect.orDie)

describe("states", () => {
  const rows = [
    [{ status: 0, pay_status: 0 }, ["pending", "unpaid", "unfulfilled", "none", null]],
    [{ status: 1, pay_status: 1 }, ["pending", "paid", "unfulfilled", "none", null]],
    [{ status: 2, pay_status: 1 }, ["active", "paid", "unfulfilled", "none", null]],
    [{ status: 3, pay_status: 1 }, ["active", "paid", "shipped", "none", null]],
    [{ status: 4, pay_status: 1, order_status_tag: 4 }, ["completed", "paid", "delivered", "none", null]],
    [{ status: 2, pay_status: 1, express_type: 0 }, ["active", "paid", "not_required", "none", null]],

    [{ status: 5, pay_status: 0, order_status_tag: 1 }, ["closed", "unpaid", "unfulfilled", "none", "timeout"]],
    [{ status: 5, pay_status: 0, order_status_tag: 2 }, ["closed", "unpaid", "unfulfilled", "none", "buyer_cancelled"]],
    [{ status: 5, pay_status: 1, order_status_tag: 3 }, ["closed", "paid", "unfulfilled", "refunded", "refunded"]],
    [{ status: 5, pay_status: 1, order_status_tag: 5 }, ["closed", "paid", "unfulfilled", "none", "group_failed"]],
    [
      { status: 5, pay_status: 1, order_status_tag: 6 },
      ["closed", "paid", "unfulfilled", "in_progress", "group_failed"]
    ],
    [{ status: 5, pay_status: 1, order_status_tag: 7 }, ["closed", "paid", "unfulfilled", "failed", "group_failed"]],
    [{ status: 5, pay_status: 1, order_status_tag: 8 }, ["closed", "paid", "unfulfilled", "refunded", "group_failed"]],
    [
      { status: 5, pay_status: 0, order_status_tag: 9 },
      ["closed", "unpaid", "unfulfilled", "none", "seller_cancelled"]
    ],
    [
      { status: 5, pay_status: 1, order_status_tag: 10, refund_status: 2, send_time: 1684087816 },
      ["closed", "paid", "shipped", "refunded", "refunded"]
    ],
    [
      { status: 5, pay_status: 1, order_status_tag: 10, refund_status: 1 },
      ["closed", "paid", "unfulfilled", "ended", "refunded"]
    ],
    [{ status: 3, pay_status: 1, refund_status: 1 }, ["active", "paid", "shipped", "in_progress", null]],
    [{ status: 4, pay_status: 1, refund_status: 2 }, ["completed", "paid", "delivered", "ended", null]]
  ] as const
  it.effect.each(rows)("%o", ([fields, expected]) =>
    Effect.gen(function* () {
      const { status, warnings } = yield* decode(fields)
      assert.deepStrictEqual(
        [status.trade, status.payment, status.fulfilment, status.afterSale, status.closeReason],
        [...expected]
      )
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect.each([
    [0, "digital"],
    [1, "express"],
    [2, "pickup"],
    [null, null]
  ] as const)("express_type %s is delivered by %s", ([express_type, method]) =>
    Effect.gen(function* () {
      const { delivery, warnings } = yield* decode({ express_type })
      assert.deepStrictEqual([delivery.method, warnings], [method, []])
    })
  )

  it.effect.each([
    [0, "standard"],
    [1, "group_buy"],
    [2, "flash_sale"],
    [3, "standard"],
    [null, "unknown"]
  ] as const)("type %s is %s", ([type, kind]) =>
    Effect.gen(function* () {
      const order = yield* decode({ type })
      assert.deepStrictEqual([order.kind, order.warnings], [kind, []])
    })
  )

  it.effect.each([
    [{ refund_status: 1 }, "in_progress"],
    [{ refund_status: 2 }, "ended"],
    [{ refund_status: 8 }, "unknown"],
    [{ status: 5, order_status_tag: 3 }, "refunded"],
    [{ status: 5, order_status_tag: 7 }, "failed"],
    [{}, null]
  ] as const)("%o has a refund that is %s", ([fields, status]) =>
    Effect.gen(function* () {
      const { refunds } = yield* decode({ ...fields, refund_failure_reasons: "已拆封" })
      assert.deepStrictEqual(
        refunds.map((refund) => [refund.status, refund.reason]),
        status === null ? [] : [[status, "已拆封"]]
      )
    })
  )

  it.effect("codes that the document does not know warn and fail nothing", () =>
    Effect.gen(function* () {
      const order = yield* decode({ status: 77, pay_status: "zz", type: 9, refund_status: 8, express_type: 6 })
      assert.deepStrictEqual(
        [order.status.trade, order.status.payment, order.kind, order.status.afterSale, order.delivery.method],
        Array(5).fill("unknown")
      )
      assert.deepStrictEqual(
        order.warnings.map(({ code }) => code),
        order.warnings.map(() => "unknown_code")
      )
      assert.includeMembers(
        order.warnings.map(({ path }) => path),
        ["/data/status", "/data/pay_status", "/data/type", "/data/refund_status", "/data/express_type"]
      )
      assert.deepInclude(order.status.raw, { status: "77", pay_status: "zz" })
    })
  )

  it.effect("whether an unknown way of delivery needs one is unknown", () =>
    Effect.gen(function* () {
      for (const status of [2, 4, 5]) {
        const order = yield* decode({ status, pay_status: 1, express_type: 6, order_status_tag: null })
        assert.strictEqual(order.status.fulfilment, "unknown")
      }
    })
  )

  it.effect("a code that decides nothing for this order is still looked up", () =>
    Effect.gen(function* () {
      const paths = (fields: Record<string, unknown>) =>
        Effect.map(decode(fields), ({ warnings }) => warnings.map(({ code, path }) => `${code} ${path}`))
      assert.deepStrictEqual(yield* paths({ status: 2, order_status_tag: 99 }), ["unknown_code /data/order_status_tag"])
      assert.deepStrictEqual(yield* paths({ status: 5, order_status_tag: 3, refund_status: 99 }), [
        "unknown_code /data/refund_status"
      ])
    })
  )

  it.effect("facts that contradict each other are said", () =>
    Effect.gen(function* () {
      for (const fields of [{ status: 5, order_status_tag: 4 }, { status: 5 }, { status: 2, order_status_tag: 2 }]) {
        const order = yield* decode(fields)
        assert.deepStrictEqual(
          order.warnings.map(({ code, path }) => [code, path]),
          [["conflicting_states", fields.status === 5 ? "/data/order_status_tag" : "/data/status"]]
        )
        assert.strictEqual(order.status.closeReason, fields.status === 5 ? "unknown" : null)
      }
    })
  )
})

describe("references", () => {
  it.effect("are the payment, the coupon and the campaign", () =>
    Effect.gen(function* () {
      const { references } = yield* decode({ pay_num: "P1", coupon_id: "C1", activity_id: "A1" })
      assert.deepStrictEqual(
        references.map(({ kind, value }) => [kind, value]),
        [
          ["merchant_order", "P1"],
          ["coupon", "C1"],
          ["campaign", "A1"]
        ]
      )
    })
  )
})

describe("closing", () => {
  it.effect("words for why it closed belong to a closed order", () =>
    Effect.gen(function* () {
      const noteOf = (fields: Record<string, unknown>) =>
        Effect.map(decode({ cancel_remark: "拍错了", ...fields }), ({ status }) => status.closeNote)
      assert.strictEqual(yield* noteOf({ status: 5, order_status_tag: 2 }), "拍错了")
      assert.isNull(yield* noteOf({ status: 2 }))
    })
  )

  it.effect("an order that awaits payment is not paid", () =>
    Effect.gen(function* () {
      const { status, warnings } = yield* decode({ status: 0, pay_status: 1 })
      assert.deepStrictEqual([status.trade, status.payment], ["pending", "paid"])
      assert.deepStrictEqual(
        warnings.map(({ code, path }) => [code, path]),
        [["conflicting_states", "/data/pay_status"]]
      )
    })
  )
})

describe("commissions", () => {
  const rows = [
    ["the order's amount, its lines' rate", { commission_price: 150 }, [[150, 15]], [150, 1500]],
    [
      "of the lines, where the order states none",
      {},
      [
        [100, 10],
        [50, 10]
      ],
      [150, 1000]
    ],
    [
      "never both",
      { commission_price: 150 },
      [
        [100, 10],
        [50, 10]
      ],
      [150, 1000]
    ],
    [
      "no rate where the lines state two",
      { commission_price: 30 },
      [
        [10, 1],
        [20, 2]
      ],
      [30, null]
    ],
    [
      "no rate where a line states none",
      { commission_price: 30 },
      [
        [10, 1],
        [20, null]
      ],
      [30, null]
    ],
    [
      "no partial sum",
      {},
      [
        [10, 1],
        [null, 1]
      ],
      [null, 100]
    ],
    ["a rate alone", { commission_price: 0 }, [[0, 5]], [0, 500]],
    ["none", { commission_price: 0 }, [[0, 0]], null],
    ["none stated", {}, [[null, null]], null]
  ] as const
  it.effect.each(rows)("%s", ([_title, fields, lines, expected]) =>
    Effect.gen(function* () {
      const detail_list = lines.map(([commission_price, commission_rate]) => ({ commission_price, commission_rate }))
      const { commissions, warnings } = yield* decode({ ...fields, detail_list })
      assert.deepStrictEqual(
        commissions.map(({ amount, rateBasisPoints, role }) => [role, amount, rateBasisPoints]),
        expected === null ? [] : [["promoter", ...expected]]
      )
      assert.deepStrictEqual(warnings, [])
    })
  )
})

describe("amounts", () => {
  it.effect("the goods are unknown where those of one line are", () =>
    Effect.gen(function* () {
      const { amounts, lines } = yield* decode({ detail_list: [{ goods_price: 1000, goods_num: 3 }, { goods_num: 1 }] })
      assert.deepStrictEqual([lines[0]?.total, lines[1]?.total, amounts.goods], [3000, null, null])
    })
  )

  const units = [
    [{ pay_price: 5, freight_price: 1, coupon_price: 2 }, "/data/pay_price"],
    [{ freight_price: 1, coupon_price: 2 }, "/data/freight_price"],
    [{ integralDeduct_price: 2 }, "/data/integralDeduct_price"],
    [{ change_price: 2 }, "/data/change_price"],
    [
      { detail_list: [{ goods_num: 1 }, { goods_price: 5, goods_num: 2, pay_price: 5 }] },
      "/data/detail_list/1/goods_price"
    ],
    [{ detail_list: [{ pay_price: 5 }] }, "/data/detail_list/0/pay_price"],
    [{ detail_list: [{ pay_price: 5 }, { pay_price: 5 }] }, "/data/detail_list/0/pay_price"],
    ...(["pay_price", "coupon_price", "integral_deduct_price", "integralDeduct_price"] as const).flatMap(
      (key) =>
        [
          [{ [key]: 5 }, `/data/${key}`],
          [{ detail_list: [{ [key]: 5 }] }, `/data/detail_list/0/${key}`]
        ] as const
    ),
    ...(["goods_price", "total_price"] as const).map(
      (key) => [{ detail_list: [{ [key]: 5 }] }, `/data/detail_list/0/${key}`] as const
    ),
    [{ commission_price: 5, detail_list: [{ goods_num: 1 }] }, null]
  ] as const
  it.effect.each(units)("whichever amount is stated, one warning says that its unit is not: %o", ([fields, path]) =>
    Effect.gen(function* () {
      const { warnings } = yield* decode(fields)
      assert.deepStrictEqual(
        warnings.map((warning) => [warning.code, warning.path]),
        path === null ? [] : [["unit_inferred", path]]
      )
    })
  )

  const line = { goods_price: 1000, goods_num: 3, total_price: 3000 }
  it.effect("a price change takes the sign that closes the equation, else + with a warning", () =>
    Effect.gen(function* () {
      const amounts = (pay_price: number) => ({
        detail_list: [line],
        freight_price: 0,
        coupon_price: 0,
        change_price: 200,
        pay_price
      })
      assert.strictEqual((yield* decode(amounts(3200))).amounts.adjustment, 200)
      assert.strictEqual((yield* decode(amounts(2800))).amounts.adjustment, -200)
      const open = yield* decode(amounts(2000))
      assert.strictEqual(open.amounts.adjustment, 200)
      assert.deepInclude(
        open.warnings.map(({ code }) => code),
        "amount_mismatch"
      )
    })
  )

  it.effect("both spellings of the points' deduction count, never both together", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({ integralDeduct_price: 30, coupon_price: 5 })).amounts.discount, 35)
      assert.strictEqual((yield* decode({ integral_deduct_price: 30, integralDeduct_price: 30 })).amounts.discount, 30)
    })
  )

  it.effect("what costs nothing is free; paid is 0 until it is paid, and null where nobody says", () =>
    Effect.gen(function* () {
      const free = yield* decode({ pay_price: 0, pay_status: 1 })
      assert.deepStrictEqual([free.payment.method, free.amounts.paid], ["free", 0])
      const unpaid = yield* decode({ pay_price: 5, pay_status: 0 })
      assert.deepStrictEqual([unpaid.payment.method, unpaid.amounts.paid], [null, 0])
      assert.strictEqual((yield* decode({ pay_price: 0, pay_num: "P1" })).payment.method, "wechat")
      assert.isNull((yield* decode({ pay_price: 5 })).amounts.paid)
    })
  )
})

describe("what was paid for a line", () => {
  const states: ReadonlyArray<readonly [fields: Record<string, unknown>, paid: number | null]> = [
    [{ status: 0, pay_status: 0 }, 0],
    [{ status: 5, pay_status: 0, order_status_tag: 1 }, 0],
    [{ status: 2, pay_status: 1 }, 1999],
    [{ status: 5, pay_status: 1, order_status_tag: 3 }, 1999],
    [{ status: 2, pay_status: 7 }, null],
    [{ status: 2 }, null]
  ]
  it.effect.each(states)("%o", ([fields, paid]) =>
    Effect.gen(function* () {
      const { amounts, lines } = yield* decode({ ...fields, pay_price: 1999, detail_list: [{ pay_price: 1999 }] })
      assert.deepStrictEqual([amounts.paid, lines[0]?.paid], [paid, paid])
    })
  )
})
