/** Answers that state a part, or state one thing in two places. */
import { assert, describe, it } from "@effect/vitest"
import { plainText } from "@huidan/core"
import * as Effect from "effect/Effect"
import { detail20, revealed } from "../support/decode.ts"

type Fields = Readonly<Record<string, unknown>>

describe("detail 2.0", () => {
  const talentOf = (blocks: Fields) => Effect.map(detail20({}, blocks), ({ commissions }) => commissions)
  it.effect("a creator of 抖音 is named by number and name", () =>
    Effect.gen(function* () {
      const talent_douyin_info = { has_result: true, talent_douyin_id: "t_1", nickname: "爱分享的小鱼" }
      const [creator, ...others] = yield* talentOf({ internal_extra_info: { talent_douyin_info } })
      assert.deepInclude(creator, { role: "creator", userId: "t_1", name: plainText("爱分享的小鱼"), amount: null })
      assert.deepStrictEqual(others, [])
      const [named] = yield* talentOf({
        third_party_info: { douyin_info: { has_result: true, dy_nick_name: "爱分享的小鱼" } }
      })
      assert.deepInclude(named, { role: "creator", userId: null, name: plainText("爱分享的小鱼") })
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

  it.effect("a package without any stated value is left out", () =>
    Effect.gen(function* () {
      const packages_info = [
        {},
        { express_id: "", package_goods_info: [] },
        { package_goods_info: [{ quantity: 2 }] },
        { express_id: "YT1" }
      ]
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

  it.effect("a paid coupon without code and password makes no voucher", () =>
    Effect.gen(function* () {
      const { vouchers } = yield* detail20({}, linesOf({ paid_coupon_info: [{ stat: 2 }, { coupon_code: "c_1" }] }))
      assert.deepStrictEqual(
        vouchers.map(({ kind }) => kind),
        ["paid_coupon"]
      )
    })
  )

  it.effect("a line without a type makes no order digital", () =>
    Effect.gen(function* () {
      const methodOf = (...goods: ReadonlyArray<Fields>) =>
        Effect.map(detail20({}, linesOf(...goods)), ({ delivery }) => delivery.method)
      assert.deepStrictEqual(
        [yield* methodOf({ spu_type: 0 }), yield* methodOf({ spu_type: 0 }, { goods_name: "课程" })],
        ["digital", null]
      )
    })
  )

  it.effect("fees are the sum of the lines' and the platform's own, each other than 0", () =>
    Effect.gen(function* () {
      const feesOf = (fees: ReadonlyArray<number>, service_fee: number | null) =>
        Effect.map(
          detail20(
            {},
            {
              ...linesOf(...fees.map((vs_platform_fee) => ({ vs_platform_fee }))),
              third_party_info: { douyin_info: { has_result: true, service_fee } }
            }
          ),
          (order) => order.fees.map(({ amount, kind }) => [kind, amount])
        )
      const kind = "platform_service"
      assert.deepStrictEqual(yield* feesOf([10, 5], 7), [
        [kind, 15],
        [kind, 7]
      ])
      assert.deepStrictEqual(yield* feesOf([10, 5], 0), [[kind, 15]])
      assert.deepStrictEqual(yield* feesOf([0], null), [])
    })
  )

  it.effect("what remains of several verification codes is not stated for each", () =>
    Effect.gen(function* () {
      const remainingOf = (...veri_code_list: ReadonlyArray<Fields>) =>
        Effect.map(
          detail20(
            {},
            { internal_extra_info: { veri_code_info: { has_result: true, remain_count: 3, veri_code_list } } }
          ),
          ({ vouchers }) => vouchers.map(({ remaining }) => remaining)
        )
      assert.deepStrictEqual(yield* remainingOf({ veri_code: "V1" }), [3])
      assert.deepStrictEqual(yield* remainingOf({ veri_code: "V1" }, { veri_code: "V2" }), [null, null])
    })
  )

  it.effect.each([-1, 0, null])("a line with check_state %s makes no voucher", (check_state) =>
    Effect.gen(function* () {
      const { vouchers, warnings } = yield* detail20({}, linesOf({ check_state }))
      assert.deepStrictEqual([vouchers, warnings], [[], []])
    })
  )

  it.effect("an after-sale is a reference once, unless it is a refund", () =>
    Effect.gen(function* () {
      const records = ["A1", "A2", "A2", "A3"].map((after_sale_id) => ({ after_sale_id }))
      const { references } = yield* detail20(
        {},
        {
          internal_extra_info: {
            after_sale_info: { has_result: true, after_sale_records: records },
            refund_info: { has_result: true, refund_records: [{ after_sale_id: "A1" }] }
          }
        }
      )
      assert.deepStrictEqual(
        references.map(({ kind, relation, value }) => [kind, relation, value]),
        [
          ["other", "售后", "A2"],
          ["other", "售后", "A3"]
        ]
      )
    })
  )

  it.effect("the buyer's numbers are listed once each", () =>
    Effect.gen(function* () {
      const phonesOf = (phone_number: string, info_collect_phone_number: string) =>
        Effect.map(
          detail20({}, { buyer_info: { has_result: true, phone_number, info_collect_phone_number } }),
          (order) => revealed(order).buyer.phones
        )
      const plain = (value: string) => ({ state: "plain", value })
      const [one, other] = ["13000000001", "13000000002"] as const
      assert.deepStrictEqual<unknown>(yield* phonesOf(one, one), [plain(one)])
      assert.deepStrictEqual<unknown>(yield* phonesOf(one, other), [plain(one), plain(other)])
    })
  )
})
