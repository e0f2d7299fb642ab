import { assert, describe, it } from "@effect/vitest"
import { isOrder, type Order, plainValue } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"
import { warningsOf } from "../support/decode.ts"

type Fields = Readonly<Record<string, unknown>>

/** A row of list 2.0 with these fields of `order_info`, and these blocks beside it. */
const list20 = (info: Fields, blocks: Fields = {}): Effect.Effect<Order> =>
  Effect.gen(function* () {
    const adapter = yield* make({ appId: "app" })
    const row = { order_info: { order_id: "o_1", app_id: "app", ...info }, ...blocks }
    const body = JSON.stringify({ code: 0, msg: "ok", data: { list: [row], page: 1, page_size: 100, total: 1 } })
    const [record] = yield* adapter.decode("order.list@2.0", body)
    return record !== undefined && isOrder(record) ? record : yield* Effect.die("the row is not an order")
  }).pipe(Effect.orDie)

const sent = { good_list: [{ ship_state_desc: "待发货" }] }
const digital = { good_list: [{ ship_state_desc: "无需发货" }] }

describe("the states of a row of list 2.0", () => {
  const states: ReadonlyArray<readonly [Fields, Fields, ReadonlyArray<string | null>]> = [
    [{ order_state: 0 }, {}, ["pending", "unpaid", null, null]],
    [{ order_state: 0 }, sent, ["pending", "unpaid", "unfulfilled", null]],
    [{ order_state: 1, pay_state: 1 }, sent, ["pending", "paid", "unfulfilled", null]],
    [{ order_state: 1, pay_state: 0 }, sent, ["pending", "unpaid", "unfulfilled", null]],
    [{ order_state: 2 }, {}, ["active", "paid", "unfulfilled", null]],
    [{ order_state: 3 }, {}, ["active", "paid", "shipped", null]],
    [{ order_state: 4 }, {}, ["completed", "paid", null, null]],
    [{ order_state: 4 }, digital, ["completed", "paid", "not_required", null]],
    [{ order_state: 4 }, { ship_info: { express_id: "YT1" } }, ["completed", "paid", "delivered", null]],
    [{ order_state: 5, pay_state: 2, order_close_type: 1 }, sent, ["closed", "unpaid", "unfulfilled", "timeout"]],
    [{ order_state: 5, pay_state: 1, order_close_type: 5 }, {}, ["closed", "paid", null, "group_failed"]],
    [{ order_state: 5, pay_state: 2, order_close_type: 4 }, {}, ["closed", "paid", null, "refunded"]],
    [
      { order_state: 5, pay_state: 1, order_close_type: 4 },
      { ...sent, ship_info: { ship_time: "2024-05-01 10:00:00" } },
      ["closed", "paid", "shipped", "refunded"]
    ],
    [{ order_state: 5, order_close_type: 6 }, {}, ["closed", null, null, "system"]],
    [{ order_state: 9 }, sent, ["unknown", "unknown", "unknown", null]]
  ]
  it.effect.each(states)("%j beside %j are %j", ([info, blocks, expected]) =>
    Effect.gen(function* () {
      const { status } = yield* list20(info, blocks)
      assert.deepStrictEqual([status.trade, status.payment, status.fulfilment, status.closeReason], expected)
    })
  )

  it.effect("an after-sale state of −1 or 0 is none, where no line has one", () =>
    Effect.gen(function* () {
      const afterSale = (state: number, lines: ReadonlyArray<Fields>) =>
        Effect.map(list20({ aftersale_show_state: state }, { good_list: lines }), ({ status }) => status.afterSale)
      assert.strictEqual(yield* afterSale(-1, []), "none")
      assert.strictEqual(yield* afterSale(0, [{ refund_state: 3 }, { refund_state: 0 }]), "partially_refunded")
      assert.strictEqual(yield* afterSale(3, [{ refund_state: 0 }]), "refunded")
    })
  )

  it.effect("contradictions and unknown codes are named", () =>
    Effect.gen(function* () {
      const unpaid = yield* list20({ order_state: 4, pay_state: 0 })
      assert.strictEqual(unpaid.status.payment, "paid")
      assert.deepStrictEqual(
        warningsOf(unpaid).map((warning) => warning.split(" ")[0]),
        ["conflicting_states"]
      )
      const strange = yield* list20({
        order_state: 2,
        pay_type: 7,
        relation_order_type: 9,
        relation_order_id: "o_2",
        settle_state: 8
      })
      assert.deepStrictEqual(warningsOf(strange).toSorted(), [
        "unknown_code /order_info/pay_type",
        "unknown_code /order_info/relation_order_type",
        "unknown_code /order_info/settle_state"
      ])
      assert.deepStrictEqual(strange.status.raw, { order_state: "2", settle_state: "8" })
    })
  )

  it.effect("times are those of the state that they belong to", () =>
    Effect.gen(function* () {
      const times = {
        pay_state_time: "2024-05-01 10:00:00",
        settle_state_time: "2024-05-02 10:00:00",
        order_state_time: "2024-05-03 10:00:00"
      }
      const open = (yield* list20({ ...times, order_state: 0, settle_state: 1 })).times
      assert.deepInclude(open, { paid: null, settled: null, completed: null, closed: null })
      const done = (yield* list20({ ...times, order_state: 4, settle_state: 2 })).times
      assert.isNotNull(done.paid)
      assert.isNotNull(done.settled)
      assert.isNotNull(done.completed)
      assert.isNull(done.closed)
    })
  )
})

describe("the amounts of a row of list 2.0", () => {
  const amounts = (info: Fields, price: Fields = {}) =>
    Effect.map(list20({ order_state: 2, ...info }, { price_info: price }), (order) => ({
      ...order.amounts,
      warnings: warningsOf(order)
    }))
  const sum = { goods_original_total_price: 1000, freight_original_price: "100" }

  it.effect("are unknown where a line's part of them is", () =>
    Effect.gen(function* () {
      const discounted = { discounts_info: { discount_amount_total: 50 }, unit_price: 100, buy_num: 2 }
      const sums = (...good_list: ReadonlyArray<Fields>) =>
        Effect.map(list20({}, { good_list }), ({ amounts: { discount, goods } }) => ({ discount, goods }))
      assert.deepStrictEqual(yield* sums(discounted, discounted), { discount: 100, goods: 400 })
      assert.deepStrictEqual(yield* sums(discounted, { goods_name: "课程" }), { discount: null, goods: null })
    })
  )

  it.effect("are fen", () =>
    Effect.gen(function* () {
      const found = yield* amounts({ ...sum, discount_amount: 200, refund_fee: 0 }, { actual_price: 900 })
      assert.deepInclude(found, {
        goods: 1000,
        freight: 100,
        discount: 200,
        adjustment: null,
        payable: 900,
        paid: 900,
        refunded: 0,
        warnings: []
      })
    })
  )

  it.effect("count a deduction where the sum closes with it, and take the sign of a change that closes it", () =>
    Effect.gen(function* () {
      const beside = yield* amounts({ ...sum, discount_amount: 150, deduct_amount: 50, actual_fee: 900 })
      assert.deepInclude(beside, { discount: 200, payable: 900, paid: 900, warnings: [] })
      const within = yield* amounts({ ...sum, discount_amount: 200, deduct_amount: 50, actual_fee: 900 })
      assert.deepInclude(within, { discount: 200, warnings: [] })
      const changed = yield* amounts(
        { ...sum, discount_amount: 150, deduct_amount: 50 },
        { actual_price: 870, total_modified_amount: 30 }
      )
      assert.deepInclude(changed, { discount: 200, adjustment: -30, warnings: [] })
      const open = yield* amounts({ ...sum, discount_amount: 1, deduct_amount: 2 }, { actual_price: 5 })
      assert.deepInclude(open, { discount: 1, warnings: ["amount_mismatch /price_info/actual_price"] })
    })
  )

  it.effect("paid is nothing of an unpaid order, and not stated where payment is not", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* amounts({ order_state: 0, actual_fee: 500 })).paid, 0)
      assert.strictEqual((yield* amounts({ order_state: 1, actual_fee: 500 })).paid, null)
    })
  )
})

describe("the lines of a row of list 2.0", () => {
  it.effect("read the same, whether discount_detail is an object, a list or nothing", () =>
    Effect.gen(function* () {
      const shapes = [{ a: 1 }, [{ a: 1 }, { b: "x" }], [], "", null, "{}"]
      const orders = yield* Effect.forEach(shapes, (discount_detail) =>
        list20(
          {},
          { good_list: [{ discounts_info: { discount_amount_total: 30, discount_count: 1, discount_detail } }] }
        )
      )
      for (const order of orders) assert.deepInclude(order.lines[0], { discount: 30, type: null })
    })
  )

  it.effect("state no type, since CMN and VDO are explained nowhere", () =>
    Effect.gen(function* () {
      for (const spu_type of ["CMN", "VDO", 1]) {
        const order = yield* list20({}, { good_list: [{ spu_type, spu_id: "g_1" }] })
        assert.deepInclude(order.lines[0], { productId: "g_1", type: null })
        assert.deepStrictEqual(order.warnings, [])
      }
    })
  )

  it.effect("total unit price times quantity", () =>
    Effect.gen(function* () {
      const [line] = (yield* list20({}, { good_list: { unit_price: 250, buy_num: "3", total_price: 700 } })).lines
      assert.deepInclude(line, { quantity: 3, unitPrice: 250, total: 750, paid: null, role: "item" })
    })
  )
})

describe("the kind of a row of list 2.0", () => {
  const kinds = [
    [{ order_type: 1 }, "standard"],
    [{ order_type: "2" }, "imported"],
    [{ order_type: 3 }, "procurement"],
    [{ order_type: 4 }, "redemption"],
    [{ order_type: 1, relation_order_type: 3 }, "gift"],
    [{ order_type: 1, goods_spu_type: "3" }, "reward"],
    [{ order_type: 1, goods_spu_type: "CMN" }, "standard"],
    [{ order_type: 1, order_state: 5, order_close_type: 5 }, "group_buy"],
    [{}, "unknown"]
  ] as const
  it.effect.each(kinds)("%j is %s", ([info, kind]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* list20(info)).kind, kind)
    })
  )

  const methods = [
    [{ pay_type: 1, actual_fee: 5 }, "wechat"],
    [{ pay_type: 2, actual_fee: 5 }, "alipay"],
    [{ pay_type: 3, actual_fee: 5 }, "offline"],
    [{ pay_type: 4, actual_fee: 5 }, "baidu"],
    [{ pay_type: 8, actual_fee: 5 }, "virtual_coin"],
    [{ pay_type: 9, actual_fee: 5 }, "huabei"],
    [{ pay_type: -1, actual_fee: 0 }, "free"],
    [{ pay_type: -1, actual_fee: 5 }, null]
  ] as const
  it.effect.each(methods)("%j is paid by %s", ([info, method]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* list20(info)).payment.method, method)
    })
  )
})

describe("the discounts of a row of list 2.0", () => {
  const coupon = { discount_id: "cu_1", discount_name: "六元券", discount_price: 600, discount_type: "店铺优惠券" }
  const discountsOf = (discount_amount: number, ...details: ReadonlyArray<unknown>) =>
    Effect.map(
      list20(
        { discount_amount },
        { good_list: details.map((discount_detail) => ({ discounts_info: { discount_detail } })) }
      ),
      ({ discounts, warnings }) => ({
        listed: discounts.map(({ amount, id, kind, name }) => [kind, id, name, amount]),
        warnings: warnings.map(({ code }) => code)
      })
    )

  it.effect("are those of its lines, as an object or as a list, each once", () =>
    Effect.gen(function* () {
      const listed = [["coupon", "cu_1", "六元券", 600]]
      for (const detail of [coupon, [coupon], { 0: coupon }])
        assert.deepStrictEqual(yield* discountsOf(600, detail), { listed, warnings: [] })
      assert.deepStrictEqual(yield* discountsOf(1200, [coupon], coupon), {
        listed: [["coupon", "cu_1", "六元券", 1200]],
        warnings: []
      })
    })
  )

  it.effect("have the kind that type and name say, and the words that are there as name", () =>
    Effect.gen(function* () {
      const details = [
        { discount_name: "会员价", discount_type: "优惠券", discount_price: 1 },
        { discount_desc: "每满100减1", discount_type: "满减", discount_price: 2 },
        { discount_type: "积分抵扣", discount_price: 3 },
        { discount_price: 4 },
        // The type's last character and the name's first ones make a word that nobody wrote: 优惠码.
        { discount_name: "码上立减", discount_type: "限时优惠", discount_price: 5 }
      ]
      assert.deepStrictEqual((yield* discountsOf(15, details)).listed, [
        ["coupon", null, "会员价", 1],
        ["promotion", null, "每满100减1", 2],
        ["points", null, "积分抵扣", 3],
        ["other", null, null, 4],
        ["promotion", null, "码上立减", 5]
      ])
    })
  )

  it.effect("are one more where their total says more, and a mismatch where it says less", () =>
    Effect.gen(function* () {
      const rest = (amount: number) => ["other", null, null, amount]
      const one = ["coupon", "cu_1", "六元券", 600]
      assert.deepStrictEqual(yield* discountsOf(600, []), { listed: [rest(600)], warnings: [] })
      assert.deepStrictEqual(yield* discountsOf(700, coupon), { listed: [one, rest(100)], warnings: [] })
      assert.deepStrictEqual(yield* discountsOf(500, coupon), { listed: [one], warnings: ["amount_mismatch"] })
      assert.deepStrictEqual(yield* discountsOf(0, []), { listed: [], warnings: [] })
    })
  )
})

describe("the freight of a row of list 2.0", () => {
  const freightOf = (info: Fields) =>
    Effect.map(
      list20({ goods_original_total_price: 1000, discount_amount: 0, ...info }),
      ({ amounts, warnings }) => [amounts.freight, amounts.adjustment, warnings.length] as const
    )

  it.effect("is the original one, unless the sum closes with the actual one alone", () =>
    Effect.gen(function* () {
      const both = { freight_original_price: 800, freight_actual_price: 500 }
      assert.deepStrictEqual(yield* freightOf({ ...both, actual_fee: 1500, modified_amount: -300 }), [800, -300, 0])
      assert.deepStrictEqual(yield* freightOf({ ...both, actual_fee: 1500, modified_amount: 0 }), [500, 0, 0])
      assert.deepStrictEqual(yield* freightOf({ ...both, actual_fee: 1800, modified_amount: 0 }), [800, 0, 0])
      assert.deepStrictEqual(yield* freightOf({ freight_actual_price: 500, actual_fee: 1500 }), [500, null, 0])
      const deducted = { ...both, deduct_amount: 100, modified_amount: 0 }
      assert.deepStrictEqual(yield* freightOf({ ...deducted, actual_fee: 1400 }), [500, 0, 0])
      assert.deepStrictEqual(yield* freightOf({ ...deducted, actual_fee: 1700 }), [800, 0, 0])
    })
  )
})

describe("notes of a row of list 2.0", () => {
  it.effect("are the seller's remarks, and the buyer's words at the buyer or at the delivery", () =>
    Effect.gen(function* () {
      const row = { ship_info: { remark: "放门卫" } }
      const notes = (yield* list20({ order_remarks: "改发蓝色" }, row)).notes
      assert.deepStrictEqual([notes.seller, notes.buyer].map(plainValue), ["改发蓝色", "放门卫"])
      const both = (yield* list20({}, { ...row, buyer_info: { comment: "快点" } })).notes
      assert.deepStrictEqual([both.seller, both.buyer].map(plainValue), [null, "快点"])
    })
  )
})

describe("knowledge goods of a row of list 2.0", () => {
  const goods = { good_list: [{ ship_state_desc: "已发货" }] }
  const fulfilmentOf = (goods_spu_type: unknown, blocks: Fields = goods) =>
    Effect.map(list20({ order_state: 4, goods_spu_type }, blocks), ({ lines, status }) => [
      status.fulfilment,
      lines[0]?.fulfilment
    ])

  it.effect("need no delivery, whatever the words say, unless a parcel is stated", () =>
    Effect.gen(function* () {
      for (const type of [0, "2", 3, 4])
        assert.deepStrictEqual(yield* fulfilmentOf(type), ["not_required", "not_required"])
      for (const type of [1, 5, null, -1]) assert.deepStrictEqual(yield* fulfilmentOf(type), ["delivered", "shipped"])
      // An unknown kind: the words alone do not say that something was sent.
      assert.deepStrictEqual(yield* fulfilmentOf(9), [null, null])
      const parcel = { ...goods, ship_info: { express_id: "YT1" } }
      assert.deepStrictEqual(yield* fulfilmentOf(0, parcel), ["delivered", "shipped"])
    })
  )
})
