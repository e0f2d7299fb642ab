import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { decode } from "../support/decode.ts"

describe("discounts", () => {
  const bearers = (order: Order) => order.discounts.map(({ kind, amount, bearer }) => [kind, amount, bearer])

  it.effect("have the bearer of their cost, unknown where several share it", () =>
    Effect.gen(function* () {
      const coupon = (coupon_amount: number, share_discount_cost: unknown) => ({
        coupon_id: 1,
        coupon_amount,
        share_discount_cost
      })
      const order = yield* decode({
        promotion_detail: {
          shop_discount_detail: {
            coupon_info: [
              coupon(100, { platform_cost: 100, shop_cost: 0, author_cost: 0 }),
              coupon(90, { platform_cost: 30, shop_cost: 20, author_cost: 40 }),
              coupon(80, { platform_cost: 80, shop_cost: 80 }),
              coupon(70, null),
              coupon(60, { platform_cost: 0, shop_cost: 0, author_cost: 0 })
            ]
          },
          platform_discount_detail: {
            full_discount_info: { campaign_id: 5, campaign_amount: 50 },
            gold_coin_amount: 7
          },
          kol_discount_detail: { redpack_info: [{ redpack_trans_id: "6", redpack_amount: "40" }] }
        },
        promotion_shop_amount: 9999,
        promotion_pay_amount: 10
      })
      assert.deepStrictEqual(bearers(order), [
        ["coupon", 100, "platform"],
        ["coupon", 90, "unknown"],
        ["coupon", 80, "unknown"],
        ["coupon", 70, "shop"],
        ["coupon", 60, "shop"],
        ["promotion", 50, "platform"],
        ["points", 7, "platform"],
        ["redpack", 40, "creator"],
        ["payment", 10, "payment_provider"]
      ])
    })
  )

  it.effect("are totals where the answer lists none", () =>
    Effect.gen(function* () {
      const order = yield* decode({
        promotion_shop_amount: 1,
        promotion_platform_amount: 2,
        promotion_talent_amount: 3
      })
      assert.deepStrictEqual(bearers(order), [
        ["other", 1, "shop"],
        ["other", 2, "platform"],
        ["other", 3, "creator"]
      ])
    })
  )

  it.effect("a campaign is none: its amount is in the price already", () =>
    Effect.gen(function* () {
      const order = yield* decode({}, [
        { campaign_info: [{ campaign_id: 8, campaign_type: 7, campaign_amount: 500, campaign_name: "限时秒杀" }] }
      ])
      assert.deepStrictEqual(order.discounts, [])
      assert.deepStrictEqual(order.references, [{ kind: "campaign", value: "8", relation: "限时秒杀", shopId: null }])
    })
  )
})
