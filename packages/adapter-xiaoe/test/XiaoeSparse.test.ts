/** Answers that state a part, or state one thing in two places. */
import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"
import { detail10, detail20, list11, warningsOf } from "./support/decode.ts"

type Fields = Readonly<Record<string, unknown>>

const list20 = (info: Fields, blocks: Fields = {}): Effect.Effect<Order> =>
  Effect.gen(function* () {
    const adapter = yield* make({ appId: "app" })
    const row = { order_info: { order_id: "o_1", app_id: "app", ...info }, ...blocks }
    const body = JSON.stringify({ code: 0, msg: "ok", data: { list: [row], page: 1, page_size: 100, total: 1 } })
    const [record] = yield* adapter.decode("order.list@2.0", body)
    return record as Order
  }).pipe(Effect.orDie)

describe("detail 1.0", () => {
  it.effect("a discount has the number of the coupon of its name, and a nameless one none", () =>
    Effect.gen(function* () {
      const { discounts } = yield* detail10({
        discount_arr: [
          { discount_name: "满减券", discount_price: "1.00" },
          { discount_name: "优惠券", discount_price: "2.00" },
          { discount_price: "3.00" }
        ],
        muti_coupon: [{ discount_id: "c_1" }, { discount_id: "c_2", discount_name: "满减券" }],
        cu_id: "c_3"
      })
      assert.deepStrictEqual(
        discounts.map(({ amount, id, name }) => [name, id, amount]),
        [
          ["满减券", "c_2", 100],
          ["优惠券", null, 200],
          [null, null, 300]
        ]
      )
    })
  )

  it.effect("a sole coupon is the order's own", () =>
    Effect.gen(function* () {
      const { discounts } = yield* detail10({
        discount_arr: [
          { discount_name: "优惠券", discount_price: "2.00" },
          { discount_name: "秒杀", discount_price: "3.00" }
        ],
        cu_id: "c_3"
      })
      assert.deepStrictEqual(
        discounts.map(({ id, kind }) => [kind, id]),
        [
          ["coupon", "c_3"],
          ["promotion", null]
        ]
      )
    })
  )

  it.effect.each([
    ["the sharer's number", { share_user_id: "u_1" }, ["sharer", "u_1", null, null]],
    ["the sharer's name", { share_user_nickname: "小张" }, ["sharer", null, "小张", null]],
    ["the sharer's share", { distribute_price: 5 }, ["sharer", null, null, 5]],
    ["the superior's number", { superior_distribute_user_id: "u_2" }, ["superior", "u_2", null, null]]
  ] as const)("one fact is enough for a commission: %s", ([_title, distribute_info, expected]) =>
    Effect.gen(function* () {
      const { commissions } = yield* detail10({}, { distribute_info: { distribute_price: 0, ...distribute_info } })
      const [commission] = commissions
      const amount = commission?.amount === 0 ? null : (commission?.amount ?? null)
      assert.deepStrictEqual([commission?.role, commission?.userId, commission?.name, amount], [...expected])
      assert.strictEqual(commissions.length, 1)
    })
  )

  it.effect.each([
    [{ gift_count: 3, gift_valid: 0 }, [null, 3, 0, []]],
    [{ gift_count: 0, gift_valid: 2 }, [null, 0, 2, []]],
    [{ gift_id: "g_1" }, ["g_1", null, null, []]],
    [{ gift_user_id: ["u_1"] }, [null, null, null, ["u_1"]]]
  ] as const)("one fact is enough for a gift: %o", ([info, expected]) =>
    Effect.gen(function* () {
      const { gift } = yield* detail10(info)
      assert.deepStrictEqual([gift?.batchId, gift?.total, gift?.claimed, gift?.recipientIds], [...expected])
      assert.isNull((yield* detail10({ gift_count: 0, gift_valid: 0 })).gift)
    })
  )

  it.effect("a refund is of the lines with its product, and with its specification where it names one", () =>
    Effect.gen(function* () {
      const goods_info = [
        { id: "1", resource_id: "g_1", sku_id: "s_1" },
        { id: "2", resource_id: "g_1", sku_id: "s_2" },
        { id: "3", resource_id: "g_2", sku_id: "s_1" },
        { id: "4" }
      ]
      const linesOf = (refund: Fields) =>
        Effect.map(detail10({ goods_info }, { refund_info: [refund] }), ({ refunds }) => refunds[0]?.lineIds)
      assert.deepStrictEqual(yield* linesOf({ resource_ids: ["g_1"] }), ["1", "2"])
      assert.deepStrictEqual(yield* linesOf({ resource_ids: ["g_1"], sku_id: "s_2" }), ["2"])
      assert.deepStrictEqual(yield* linesOf({ resource_ids: ["g_1", "g_2"], sku_id: "s_1" }), ["1", "3"])
      assert.deepStrictEqual(yield* linesOf({ resource_ids: ["", "g_2"] }), ["3"])
    })
  )

  it.effect.each([
    ["LIVE", ["9", null]],
    ["VIDEO", [null, "9"]],
    ["OTHER", [null, null]]
  ] as const)("what was shown on 快手 is a room or a film: %s", ([item_type, expected]) =>
    Effect.gen(function* () {
      const { channel } = yield* detail10({ ks_info: { extra_info: { item_type, item_id: "9" } } })
      assert.deepStrictEqual([channel?.liveRoomId ?? null, channel?.videoId ?? null], [...expected])
    })
  )

  it.effect("a sole line takes the order's type, one of several does not", () =>
    Effect.gen(function* () {
      const typesOf = (goods_info: ReadonlyArray<Fields>) =>
        Effect.map(detail10({ resource_type: 6, goods_info }), ({ lines }) => lines.map(({ type }) => type))
      const [sole] = yield* typesOf([{ id: "1" }])
      assert.isNotNull(sole)
      assert.deepStrictEqual(yield* typesOf([{ id: "1" }, { id: "2" }]), [null, null])
    })
  )
})

describe("detail 2.0", () => {
  const talentOf = (blocks: Fields) => Effect.map(detail20({}, blocks), ({ commissions }) => commissions)
  it.effect("a creator of 抖音 is named by number and name", () =>
    Effect.gen(function* () {
      const talent_douyin_info = { has_result: true, talent_douyin_id: "t_1", nickname: "达人" }
      const [creator, ...others] = yield* talentOf({ internal_extra_info: { talent_douyin_info } })
      assert.deepInclude(creator, { role: "creator", userId: "t_1", name: "达人", amount: null })
      assert.deepStrictEqual(others, [])
      const [named] = yield* talentOf({ third_party_info: { douyin_info: { has_result: true, dy_nick_name: "达人" } } })
      assert.deepInclude(named, { role: "creator", userId: null, name: "达人" })
    })
  )
})

describe("the parts of detail 2.0", () => {
  const linesOf = (...goods_list: ReadonlyArray<Fields>) => ({ goods_info: { goods_list } })

  it.effect("one fact is enough for a gift", () =>
    Effect.gen(function* () {
      const giftOf = (info: Fields) => Effect.map(detail20(info), ({ gift }) => gift)
      assert.deepInclude(yield* giftOf({ gift_batch_id: "g_1" }), { batchId: "g_1", total: null })
      assert.deepInclude(yield* giftOf({ gift_total_count: 2 }), { batchId: null, total: 2 })
      assert.isNull(yield* giftOf({ gift_total_count: 0, gift_claimed_count: 0 }))
    })
  )

  it.effect("an order that is related in no stated way is a related one", () =>
    Effect.gen(function* () {
      const { references } = yield* detail20({ relation_order_id: "o_2" })
      assert.deepStrictEqual(
        references.map(({ kind, relation, value }) => [kind, value, relation]),
        [["related_order", "o_2", null]]
      )
    })
  )

  it.effect("a package of which nothing is stated is none", () =>
    Effect.gen(function* () {
      const packages_info = [{}, { package_goods_info: [{ quantity: 2 }] }, { express_id: "YT1" }]
      const { delivery } = yield* detail20({}, { internal_extra_info: { logistics_info: { packages_info } } })
      assert.deepStrictEqual(
        delivery.shipments.map(({ lines, trackingNumber }) => [trackingNumber, lines.map(({ quantity }) => quantity)]),
        [
          [null, [2]],
          ["YT1", []]
        ]
      )
    })
  )

  it.effect("a discount that is listed among the coupons is one, and one of 0 needs a name", () =>
    Effect.gen(function* () {
      const discount = (discount_name: string | null, discount_amount: number) => ({ discount_name, discount_amount })
      const { discounts } = yield* detail20(
        {},
        linesOf({
          discounts_info: {
            discounts_list: [discount("甲", 100), discount("乙", 100), discount("丙", 0), discount(null, 0)],
            coupons_list: [discount("甲", 100)],
            no_coupon_list: [discount("丁", 5)]
          }
        })
      )
      assert.deepStrictEqual(
        discounts.map(({ amount, kind, name }) => [kind, name, amount]),
        [
          ["coupon", "甲", 100],
          ["promotion", "乙", 100],
          ["promotion", "丙", 0]
        ]
      )
    })
  )

  it.effect("a paid coupon without code and password is no voucher", () =>
    Effect.gen(function* () {
      const { vouchers } = yield* detail20({}, linesOf({ paid_coupon_info: [{ stat: 2 }, { coupon_code: "c_1" }] }))
      assert.deepStrictEqual(
        vouchers.map(({ kind }) => kind),
        ["paid_coupon"]
      )
    })
  )
})

describe("list 1.1", () => {
  it.effect("a group that waits holds an order back, any other does not", () =>
    Effect.gen(function* () {
      const tradeOf = (row: Fields) => Effect.map(list11({ order_state: 1, ...row }), ({ status }) => status.trade)
      const alone = yield* tradeOf({ ship_state: 1 })
      assert.strictEqual(yield* tradeOf({ ship_state: 1, team_buy_state: -1 }), alone)
      assert.strictEqual(yield* tradeOf({ ship_state: 1, team_buy_state: 0 }), "pending")
      assert.strictEqual(alone, "active")
      assert.strictEqual(yield* tradeOf({ ship_state: 3 }), "completed")
    })
  )

  it.effect("payment comes of the order's state, the discount of its parts", () =>
    Effect.gen(function* () {
      const { amounts, status } = yield* list11({
        order_state: 1,
        price: 1000,
        discount_data: [{ discount_price: 100 }, { discount_price: 50 }]
      })
      assert.deepStrictEqual([status.payment, amounts.discount, amounts.paid], ["paid", 150, 1000])
      const stated = yield* list11({ discount_price: 70, discount_data: [{ discount_price: 100 }], coupon_price: 5 })
      assert.strictEqual(stated.amounts.discount, 70)
      assert.strictEqual((yield* list11({ coupon_price: 5 })).amounts.discount, 5)
    })
  )
})

describe("list 2.0", () => {
  it.effect("of a closed order only the lines that travel tell how far it came", () =>
    Effect.gen(function* () {
      const progressOf = (...words: ReadonlyArray<string>) =>
        Effect.map(
          list20(
            { order_state: 5, order_close_type: 4 },
            { good_list: words.map((ship_state_desc) => ({ ship_state_desc })) }
          ),
          ({ status }) => status.fulfilment
        )
      assert.strictEqual(yield* progressOf("无需发货", "已收货"), "delivered")
      assert.strictEqual(yield* progressOf("不知道", "已收货"), "delivered")
      assert.strictEqual(yield* progressOf("已发货", "已收货"), "shipped")
      assert.strictEqual(yield* progressOf("待发货", "已收货"), "partially_shipped")
      assert.strictEqual(yield* progressOf("待发货"), "unfulfilled")
    })
  )

  it.effect("a row with one line to send is to be sent", () =>
    Effect.gen(function* () {
      const good_list = [{ ship_state_desc: "无需发货" }, { ship_state_desc: "待发货" }]
      assert.strictEqual((yield* list20({ order_state: 2 }, { good_list })).status.fulfilment, "unfulfilled")
    })
  )

  it.effect.each([
    [1, "parent_order", "带货主订单"],
    [2, "related_order", "带货副订单"],
    [null, "related_order", null]
  ] as const)("relation_order_type %s makes a %s", ([relation_order_type, kind, relation]) =>
    Effect.gen(function* () {
      const { references } = yield* list20({ relation_order_type, relation_order_id: "o_2" })
      assert.deepStrictEqual(
        references.map((reference) => [reference.kind, reference.value, reference.relation]),
        [[kind, "o_2", relation]]
      )
    })
  )

  it.effect("a deduction alone is the discount", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* list20({ deduct_amount: 100 })).amounts.discount, 100)
      assert.strictEqual((yield* list20({ discount_amount: 70 })).amounts.discount, 70)
    })
  )

  it.effect("an unknown state contradicts no payment", () =>
    Effect.gen(function* () {
      const order = yield* list20({ order_state: 9, pay_state: 1 })
      assert.deepStrictEqual(warningsOf(order), ["unknown_code /order_info/order_state"])
      for (const [order_state, pay_state] of [
        [0, 0],
        [2, 1]
      ]) {
        assert.deepStrictEqual(warningsOf(yield* list20({ order_state, pay_state })), [])
      }
    })
  )

  it.effect("a closed order that says it is not closed has an unknown reason", () =>
    Effect.gen(function* () {
      const order = yield* list20({ order_state: 5, order_close_type: 0 })
      assert.strictEqual(order.status.closeReason, "unknown")
      assert.deepStrictEqual(warningsOf(order), ["conflicting_states /order_info/order_close_type"])
    })
  )

  it.effect.each([
    [1, ["conflicting_states"]],
    [99, ["unknown_code"]],
    [0, []],
    [-1, []],
    [null, []]
  ] as const)("an open order with order_close_type %s", ([order_close_type, codes]) =>
    Effect.gen(function* () {
      const order = yield* list20({ order_state: 3, order_close_type })
      assert.deepStrictEqual(
        warningsOf(order).map((warning) => warning.split(" ")[0]),
        [...codes]
      )
      assert.isNull(order.status.closeReason)
    })
  )
})
