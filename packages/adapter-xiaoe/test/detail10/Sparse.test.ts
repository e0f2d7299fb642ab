/** Answers that state a part, or state one thing in two places. */
import { assert, describe, it } from "@effect/vitest"
import { plainValue } from "@huidan/core"
import * as Effect from "effect/Effect"
import { detail10 } from "../support/decode.ts"

type Fields = Readonly<Record<string, unknown>>

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
      assert.deepStrictEqual(
        [commission?.role, commission?.userId, plainValue(commission?.name), amount],
        [...expected]
      )
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
      assert.deepStrictEqual(yield* linesOf({ resource_ids: ["g_2", "g_1"], sku_id: "s_1" }), ["1", "3"])
      assert.deepStrictEqual(yield* linesOf({ resource_ids: ["", "g_2"] }), ["3"])
      assert.deepStrictEqual(yield* linesOf({ resource_ids: '["","g_2"]' }), ["3"])
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

  it.effect("several coupons together have no number of their own", () =>
    Effect.gen(function* () {
      const cu_id = "unique_id_of_coupon_overlay"
      const { discounts, references } = yield* detail10({ cu_id, cou_price: 500 })
      assert.deepStrictEqual(
        discounts.map(({ amount, id, kind }) => [kind, id, amount]),
        [["coupon", null, 500]]
      )
      assert.deepStrictEqual(references, [])
    })
  )

  it.effect.each([{}, { cou_price: 0, cu_id: "c_1" }])("%o has no discount", (info) =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* detail10(info)).discounts, [])
    })
  )

  it.effect("a refunded amount of 0, or none, needs no unit, and gives way to a refund that is done", () =>
    Effect.gen(function* () {
      for (const [refund_money, state, expected] of [
        [0, 2, 999],
        [null, 2, 999],
        [0, 1, 0],
        [null, 1, null]
      ] as const) {
        const { amounts, warnings } = yield* detail10({ refund_money }, { refund_info: [{ state, refund_price: 999 }] })
        assert.deepStrictEqual([amounts.refunded, warnings], [expected, []])
      }
    })
  )

  it.effect("what the lines state counts where the order states nothing, unless it is 0", () =>
    Effect.gen(function* () {
      const refundedOf = (refund_money: number) =>
        Effect.map(detail10({ goods_info: [{ refund_money }] }), ({ amounts }) => amounts.refunded)
      assert.deepStrictEqual([yield* refundedOf(250), yield* refundedOf(0)], [250, null])
    })
  )

  it.effect("a refund of one line alone goes before the 0 of this line", () =>
    Effect.gen(function* () {
      const goods_info = [
        { id: "1", resource_id: "g_1", refund_money: 0 },
        { id: "2", resource_id: "g_2", refund_money: 0 }
      ]
      const refundedOf = (refund_info: ReadonlyArray<object>) =>
        Effect.map(detail10({ goods_info }, { refund_info }), ({ lines }) => lines.map(({ refunded }) => refunded))
      const own = { state: 2, refund_price: 500, resource_ids: ["g_1"] }
      assert.deepStrictEqual(yield* refundedOf([own]), [500, 0])
      assert.deepStrictEqual(yield* refundedOf([{ ...own, state: 3 }]), [0, 0])
      assert.deepStrictEqual(yield* refundedOf([{ ...own, resource_ids: ["g_1", "g_2"] }]), [null, null])
    })
  )

  it.effect.each([
    ["one of them states its share", 500, [500, 0], [500, 0]],
    ["nothing was paid back", 0, [0, 0], [0, 0]],
    ["none of them states its share", 500, [0, 0], [null, null]]
  ] as const)("a refund of two lines says nothing of each: %s", ([_title, refund_price, shares, expected]) =>
    Effect.gen(function* () {
      const goods_info = shares.map((refund_money, index) => ({ resource_id: `g_${index}`, refund_money }))
      const refund_info = [{ state: 2, refund_price, resource_ids: ["g_0", "g_1"] }]
      const { lines } = yield* detail10({ goods_info }, { refund_info })
      assert.deepStrictEqual(
        lines.map(({ refunded }) => refunded),
        [...expected]
      )
    })
  )

  it.effect("a line that names itself as its main goods points to no other line", () =>
    Effect.gen(function* () {
      const parentsOf = (...others: ReadonlyArray<Fields>) =>
        Effect.map(
          detail10({ goods_info: [{ id: "1", resource_id: "g_1", is_relation_id: "g_1" }, ...others] }),
          ({ lines }) => lines.map(({ parentLineId }) => parentLineId)
        )
      assert.deepStrictEqual(yield* parentsOf({ id: "2" }), ["g_1", null])
      assert.deepStrictEqual(yield* parentsOf({ id: "2", resource_id: "g_1" }), ["2", null])
    })
  )

  it.effect("rows of one waybill are one shipment, rows without any number are shipments of their own", () =>
    Effect.gen(function* () {
      const { delivery } = yield* detail10({
        goods_info: [{ id: "1" }, { id: "2" }],
        parcel_data: [{ express_id: "YT1" }, { express_id: "YT1" }, { company: "圆通快递" }, { company: "圆通快递" }]
      })
      assert.deepStrictEqual(
        delivery.shipments.map(({ lines, trackingNumber }) => [trackingNumber, lines.map(({ lineId }) => lineId)]),
        [
          ["YT1", [null, null]],
          [null, [null]],
          [null, [null]]
        ]
      )
    })
  )

  it.effect.each([
    [{ promotion_amount: 5, extra_info: { author_id: "k_1" } }, [["creator", "k_1", 5]]],
    [{ promotion_amount: 0, extra_info: { author_id: "k_1" } }, []],
    [{ extra_info: { author_id: "k_1" } }, []]
  ] as const)("a share of a creator on 快手 is a commission: %o", ([ks_info, expected]) =>
    Effect.gen(function* () {
      const { commissions } = yield* detail10({ ks_info })
      assert.deepStrictEqual(
        commissions.map(({ amount, role, userId }) => [role, userId, amount]),
        expected.map((commission) => [...commission])
      )
    })
  )

  it.effect("a promoter is a party", () =>
    Effect.gen(function* () {
      const { parties } = yield* detail10({ promotion_info: { promoter_id: "p_1" } })
      assert.deepStrictEqual(
        parties.map(({ id, role }) => [role, id]),
        [["promoter", "p_1"]]
      )
      assert.deepStrictEqual((yield* detail10({})).parties, [])
    })
  )
})
