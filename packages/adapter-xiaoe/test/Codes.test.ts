/** Every code that the platform publishes for a line, with its meaning. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { detail10, detail20, list10, list11 } from "./support/decode.ts"

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
