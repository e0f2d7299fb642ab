/** Every code that the platform publishes for a line, with its meaning, and codes that it does not publish. */
import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { detail10, detail20, list10, list11, list20, warningsOf } from "./support/decode.ts"

const resourceTypes = [
  [0, "无", "unknown"],
  [1, "图文", "digital"],
  [2, "音频", "digital"],
  [3, "视频", "digital"],
  [4, "直播", "digital"],
  [5, "会员", "membership"],
  [6, "专栏", "digital"],
  [7, "圈子", "membership"],
  [8, "大专栏", "digital"],
  [9, "活动票", "ticket"],
  [11, "付费活动票", "ticket"],
  [16, "付费打卡", "digital"],
  [20, "电子书", "digital"],
  [21, "实体商品", "physical"],
  [21, "实物商品", "physical"],
  [22, "内容市场营销活动", "other"],
  [23, "超级会员", "membership"],
  [25, "训练营", "digital"],
  [29, "面授课", "service"],
  [31, "班课", "service"],
  [34, "练习", "digital"],
  [35, "班课", "service"],
  [41, "有价优惠券", "coupon"],
  [42, "课时包", "service"],
  [45, "AI互动课", "digital"],
  [21001, "购物车", "unknown"]
] as const

describe("the type of a line", () => {
  it.effect.each(resourceTypes)("detail 1.0 and list 1.1: %i, %s, is %s", ([code, word, type]) =>
    Effect.gen(function* () {
      const ofGoods = yield* detail10({ goods_info: [{ goods_type: code }, { goods_type: word }] })
      const ofOrder = yield* detail10({ resource_type: code })
      const ofRow = yield* list11({ resource_type: code })
      const lines = [...ofGoods.lines, ...ofOrder.lines, ...ofRow.lines]
      assert.deepStrictEqual(
        lines.map((line) => line.type),
        [type, type, type, type]
      )
      assert.deepStrictEqual([...ofGoods.warnings, ...ofOrder.warnings, ...ofRow.warnings], [])
    })
  )

  it.effect.each([
    [1, "digital"],
    [2, "digital"],
    [3, "digital"],
    [4, "digital"],
    [5, "ticket"],
    [7, "membership"]
  ] as const)("list 1.0, of a single purchase: %i is %s", ([resource_type, type]) =>
    Effect.gen(function* () {
      const { lines, warnings } = yield* list10({ payment_type: 2, resource_type })
      assert.deepStrictEqual([lines[0]?.type, warnings], [type, []])
    })
  )

  it.effect.each([
    [0, "digital"],
    [1, "physical"],
    [2, "service"],
    [3, "reward"],
    [4, "other"],
    [5, "unknown"]
  ] as const)("detail 2.0: %i is %s", ([spu_type, type]) =>
    Effect.gen(function* () {
      const { lines, warnings } = yield* detail20({}, { goods_info: { goods_list: [{ spu_type }] } })
      assert.deepStrictEqual([lines[0]?.type, warnings], [type, []])
    })
  )
})

describe("the role of a line", () => {
  it.effect.each([
    [0, "item"],
    [1, "bundled"],
    [2, "bundled"],
    [3, "item"],
    [4, "item"]
  ] as const)("detail 2.0: %i is %s", ([relation_goods_type, role]) =>
    Effect.gen(function* () {
      const { lines, warnings } = yield* detail20({}, { goods_info: { goods_list: [{ relation_goods_type }] } })
      assert.deepStrictEqual([lines[0]?.role, warnings], [role, []])
    })
  )
})

describe("a discount", () => {
  it.effect.each([
    ["积分抵扣", "points"],
    ["现金红包", "redpack"],
    ["某优惠券抵扣", "coupon"],
    ["某优惠码抵扣", "coupon"],
    ["限时折扣", "promotion"],
    [null, "other"]
  ] as const)("named %s is %s", ([discount_name, kind]) =>
    Effect.gen(function* () {
      const { discounts } = yield* detail10({ discount_arr: [{ discount_name, discount_price: "1.00" }] })
      assert.strictEqual(discounts[0]?.kind, kind)
    })
  )
})

describe("where a line was bought", () => {
  it.effect.each([
    [0, "商详页"],
    [1, "直播间"],
    [2, "广告渠道"]
  ] as const)("detail 2.0: %i is %s", ([channel_type, source]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail20({ channel_type })).channel?.trafficSource, source)
    })
  )
})

describe("a code that no table has is unknown, with a warning", () => {
  const odd = 987
  const fieldsOf = (order: Order) => {
    const { closeReason, afterSale, fulfilment, payment, settlement, trade } = order.status
    const line = order.lines[0]
    return {
      axes: [trade, payment, fulfilment, afterSale, settlement, closeReason],
      kind: order.kind,
      line: [line?.type, line?.role, line?.afterSale],
      payment: order.payment.method,
      delivery: order.delivery.method,
      refunds: order.refunds.map(({ status }) => status),
      vouchers: order.vouchers.map(({ status }) => status)
    }
  }
  const unknown = "unknown"

  it.effect("in detail 1.0", () =>
    Effect.gen(function* () {
      const order = yield* detail10(
        {
          order_state: odd,
          ship_state: odd,
          sales_state: odd,
          settle_status: odd,
          team_buy_state: odd,
          payment_type: odd,
          pay_way: odd,
          express_type: odd,
          goods_info: [{ goods_type: odd, single_type: odd, sales_state: odd }],
          express_detail: [{ place_name: "门店", state: odd }]
        },
        { refund_info: [{ state: odd }] }
      )
      assert.deepStrictEqual(fieldsOf(order), {
        axes: [unknown, unknown, unknown, unknown, unknown, null],
        kind: unknown,
        line: [unknown, "item", unknown],
        payment: unknown,
        delivery: unknown,
        refunds: [unknown],
        vouchers: []
      })
      assert.isNull(order.delivery.pickup?.verified)
      assert.sameMembers(
        [...warningsOf(order)],
        [
          "unknown_code /data/order_info/order_state",
          "unknown_code /data/order_info/ship_state",
          "unknown_code /data/order_info/sales_state",
          "unknown_code /data/order_info/settle_status",
          "unknown_code /data/order_info/team_buy_state",
          "unknown_code /data/order_info/payment_type",
          "unknown_code /data/order_info/pay_way",
          "unknown_code /data/order_info/express_type",
          "unknown_code /data/order_info/goods_info/0/goods_type",
          "unknown_code /data/order_info/goods_info/0/single_type",
          "unknown_code /data/order_info/goods_info/0/sales_state",
          "unknown_code /data/order_info/express_detail/0/state",
          "unknown_code /data/refund_info/0/state"
        ]
      )
    })
  )

  it.effect("in detail 2.0", () =>
    Effect.gen(function* () {
      const order = yield* detail20(
        {
          order_state: odd,
          order_type: odd,
          after_sale_show_state: odd,
          settle_state: odd,
          payment_type: odd,
          channel_type: odd,
          relation_order_type: odd,
          relation_order_id: "o_2"
        },
        {
          goods_info: {
            goods_list: [
              {
                spu_type: odd,
                refund_state: odd,
                relation_goods_type: odd,
                check_state: odd,
                paid_coupon_info: [{ coupon_code: "c_1", stat: odd }]
              }
            ]
          },
          internal_extra_info: {
            consignee_info: { has_result: true, express_type: odd },
            refund_info: { has_result: true, refund_records: [{ refund_state: odd }] }
          }
        }
      )
      assert.deepStrictEqual(fieldsOf(order), {
        axes: [unknown, unknown, unknown, unknown, unknown, null],
        kind: unknown,
        line: [unknown, "item", unknown],
        payment: unknown,
        delivery: unknown,
        refunds: [unknown],
        vouchers: [unknown, unknown]
      })
      assert.isNull(order.channel.trafficSource)
      const info = "/data/order_info"
      const goods = "/data/goods_info/goods_list/0"
      assert.sameMembers(
        [...warningsOf(order)],
        [
          `unknown_code ${info}/order_state`,
          `unknown_code ${info}/order_type`,
          `unknown_code ${info}/after_sale_show_state`,
          `unknown_code ${info}/settle_state`,
          `unknown_code ${info}/payment_type`,
          `unknown_code ${info}/channel_type`,
          `unknown_code ${info}/relation_order_type`,
          `unknown_code ${goods}/spu_type`,
          `unknown_code ${goods}/refund_state`,
          `unknown_code ${goods}/relation_goods_type`,
          `unknown_code ${goods}/check_state`,
          `unknown_code ${goods}/paid_coupon_info/0/stat`,
          "unknown_code /data/internal_extra_info/consignee_info/express_type",
          "unknown_code /data/internal_extra_info/refund_info/refund_records/0/refund_state"
        ]
      )
    })
  )

  it.effect("in list 1.0", () =>
    Effect.gen(function* () {
      const order = yield* list10({
        order_state: odd,
        after_sales_state: odd,
        team_buy_state: odd,
        payment_type: odd,
        pay_way: odd
      })
      assert.deepStrictEqual(fieldsOf(order), {
        axes: [unknown, unknown, null, unknown, null, null],
        kind: unknown,
        line: [unknown, "item", null],
        payment: unknown,
        delivery: null,
        refunds: [],
        vouchers: []
      })
      assert.sameMembers(
        [...warningsOf(order)],
        [
          "unknown_code /order_state",
          "unknown_code /after_sales_state",
          "unknown_code /team_buy_state",
          "unknown_code /payment_type",
          "unknown_code /pay_way"
        ]
      )
    })
  )

  it.effect("in list 1.1", () =>
    Effect.gen(function* () {
      const order = yield* list11({
        order_state: odd,
        ship_state: odd,
        sales_state: odd,
        after_sales_state: odd,
        pay_way: odd,
        resource_type: odd
      })
      assert.deepStrictEqual(fieldsOf(order), {
        axes: [unknown, unknown, unknown, unknown, null, null],
        kind: unknown,
        line: [unknown, "item", unknown],
        payment: unknown,
        delivery: null,
        refunds: [],
        vouchers: []
      })
      assert.sameMembers(
        [...warningsOf(order)],
        [
          "unknown_code /order_state",
          "unknown_code /ship_state",
          "unknown_code /sales_state",
          "unknown_code /after_sales_state",
          "unknown_code /pay_way",
          "unknown_code /resource_type"
        ]
      )
    })
  )

  it.effect("in list 2.0", () =>
    Effect.gen(function* () {
      const order = yield* list20(
        {
          order_state: odd,
          pay_state: odd,
          aftersale_show_state: odd,
          settle_state: odd,
          order_type: odd,
          pay_type: odd,
          relation_order_type: odd,
          relation_order_id: "o_2"
        },
        {
          good_list: [{ refund_state: odd, relation_goods_type: odd, check_state: odd, ship_state_desc: "待发货" }]
        }
      )
      assert.deepStrictEqual(fieldsOf(order), {
        axes: [unknown, unknown, unknown, unknown, unknown, null],
        kind: unknown,
        line: [null, "item", unknown],
        payment: unknown,
        delivery: null,
        refunds: [],
        vouchers: [unknown]
      })
      assert.sameMembers(
        [...warningsOf(order)],
        [
          "unknown_code /order_info/order_state",
          "unknown_code /order_info/pay_state",
          "unknown_code /order_info/aftersale_show_state",
          "unknown_code /order_info/settle_state",
          "unknown_code /order_info/order_type",
          "unknown_code /order_info/pay_type",
          "unknown_code /order_info/relation_order_type",
          "unknown_code /good_list/0/refund_state",
          "unknown_code /good_list/0/relation_goods_type",
          "unknown_code /good_list/0/check_state"
        ]
      )
    })
  )

  it.effect("and so is the reason of a closed order", () =>
    Effect.gen(function* () {
      const closed = { order_state: 5, order_close_type: odd }
      for (const order of [yield* detail20(closed), yield* list20(closed)])
        assert.strictEqual(order.status.closeReason, unknown)
    })
  )
})
