/** What order detail 2.0 says around the order: consignee, packages, coupons, traffic source, students. */
import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { detail10, detail20, revealed, warningsOf } from "../support/decode.ts"

type Fields = Readonly<Record<string, unknown>>

const goodsInfo = (...goods_list: ReadonlyArray<Fields>) => ({ goods_info: { has_result: true, goods_list } })
const extra = (block: string, fields: Fields) => ({ internal_extra_info: { [block]: { has_result: true, ...fields } } })

describe("consignee", () => {
  const person = { name: "林一诺", contact: "13000000071", address: "某某路1号", address_province: "广东省" }

  it.effect("of a parcel is the recipient", () =>
    Effect.gen(function* () {
      const { delivery, recipient } = yield* detail20({}, extra("consignee_info", { ...person, express_type: 1 }))
      assert.deepInclude(recipient, { country: "CN", province: "广东省" })
      assert.deepInclude(delivery, { method: "express", pickup: null })
    })
  )

  it.effect("of a pick-up comes to the place, and receives nothing", () =>
    Effect.gen(function* () {
      const order = yield* detail20({}, extra("consignee_info", { ...person, express_type: "2" }))
      assert.isNull(order.recipient)
      assert.strictEqual(order.delivery.method, "pickup")
      assert.deepInclude(order.delivery.pickup, { address: "某某路1号", place: null, verified: null })
      const { contactName, contactPhone } = revealed(order).delivery.pickup!
      assert.deepStrictEqual(
        [contactName, contactPhone],
        [
          { state: "plain", value: "林一诺" },
          { state: "plain", value: "13000000071" }
        ]
      )
    })
  )

  const without = [
    [["0", "2"], "digital"],
    [["0", "1"], null],
    [["5"], null],
    [["77"], null],
    [[], null]
  ] as const
  it.effect.each(without)("none, and lines of spu_type %j: %j", ([types, expected]) =>
    Effect.gen(function* () {
      const order = yield* detail20({}, goodsInfo(...types.map((spu_type) => ({ spu_type }))))
      assert.strictEqual(order.delivery.method, expected)
    })
  )
})

describe("packages", () => {
  const parcel = (parcel_id: string, departure_time: string, ...quantities: ReadonlyArray<number>) => ({
    parcel_id,
    departure_time,
    package_goods_info: quantities.map((quantity) => ({ quantity }))
  })
  const packages = extra("logistics_info", {
    packages_info: [
      parcel("p_2", "2024-05-03 18:30:00", 1),
      parcel("p_1", "2024-05-02 09:00:00", 2, 1),
      parcel("p_3", "")
    ]
  })

  it.effect("say when the first of them left, and how many pieces are in each", () =>
    Effect.gen(function* () {
      const order = yield* detail20({ order_state: 2 }, packages)
      assert.strictEqual(iso(order.times.shipped), "2024-05-02T01:00:00.000Z")
      assert.deepStrictEqual(
        order.delivery.shipments.map(({ lines }) => lines.map(({ lineId, quantity }) => [lineId, quantity])),
        [
          [[null, 1]],
          [
            [null, 2],
            [null, 1]
          ],
          []
        ]
      )
    })
  )

  it.effect("never change the state of an open order", () =>
    Effect.gen(function* () {
      const lines = goodsInfo(
        { spu_type: "1", ship_state_description: "已发货" },
        { spu_type: "1", ship_state_description: "待发货" }
      )
      const fulfilment = (order_state: number) =>
        Effect.map(detail20({ order_state }, { ...lines, ...packages }), ({ status }) => status.fulfilment)
      assert.deepStrictEqual(
        [yield* fulfilment(2), yield* fulfilment(3), yield* fulfilment(5)],
        ["unfulfilled", "shipped", "partially_shipped"]
      )
    })
  )
})

describe("paid coupons", () => {
  const coupon = { coupon_code: "PC-1", receive_at: "2024-08-01 10:00:00", user_id: "u_1" }
  const voucherOf = (stat: unknown) => detail20({}, goodsInfo({ paid_coupon_info: [{ ...coupon, stat }] }))

  it.effect("that were received are used", () =>
    Effect.gen(function* () {
      const order = yield* voucherOf(2)
      const [voucher] = order.vouchers
      assert.deepInclude(voucher, { kind: "paid_coupon", status: "used", usedBy: "u_1" })
      assert.strictEqual(iso(voucher!.usedAt), "2024-08-01T02:00:00.000Z")
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  it.effect("in any other state are unknown, with a warning", () =>
    Effect.gen(function* () {
      const order = yield* voucherOf(1)
      assert.deepInclude(order.vouchers[0], { status: "unknown", usedAt: null, usedBy: null })
      assert.deepStrictEqual(warningsOf(order), ["unknown_code /data/goods_info/goods_list/0/paid_coupon_info/0/stat"])
    })
  )
})

describe("traffic source", () => {
  const sources = [
    [{ channel_type: 0 }, "商详页", 0],
    [{ channel_type: "1" }, "直播间", 0],
    [{ channel_type: 2 }, "广告渠道", 0],
    [{ channel_type: 0, channel_source_description: "公众号菜单" }, "公众号菜单", 0],
    [{ channel_type: 2, channel_source_description: "未知渠道来源" }, "广告渠道", 0],
    [{ channel_type: -1 }, null, 0],
    [{ channel_type: 9 }, null, 1],
    [{}, null, 0]
  ] as const
  it.effect.each(sources)("of %j is %s", ([info, expected, warnings]) =>
    Effect.gen(function* () {
      const order = yield* detail20(info)
      assert.strictEqual(order.channel.trafficSource, expected)
      assert.strictEqual(order.warnings.length, warnings)
    })
  )
})

describe("students, in both versions", () => {
  const decoders = [
    ["1.0", (student: Fields) => detail10({}, { student_info: student })],
    ["2.0", (student: Fields) => detail20({}, extra("student_info", student))]
  ] as const
  const nothing = { name: "", phone: "--", sex: 0, gender: "0", grade: "", c_data: [] }

  it.effect.each(decoders)("%s: a form that nobody filled in makes no student", ([, decode]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* decode(nothing)).participants, [])
    })
  )

  it.effect.each(decoders)("%s: each field that is set is an answer, then the shop's own questions", ([, decode]) =>
    Effect.gen(function* () {
      const c_data = [{ key: "画材", value: "0" }]
      const order = yield* decode({ ...nothing, name: "林小果", sex: 1, gender: 1, grade: "二年级", c_data })
      assert.deepStrictEqual(
        revealed(order).participants[0]!.answers.map(({ answer, question }) => [question, answer]),
        [
          ["性别", { state: "plain", value: "1" }],
          ["年级", { state: "plain", value: "二年级" }],
          ["画材", { state: "plain", value: "0" }]
        ]
      )
    })
  )
})

const iso = (instant: Order["times"]["shipped"]) => (instant === null ? null : DateTime.formatIso(instant))

describe("blocks", () => {
  it.effect("a block without a result is absent, whatever it holds", () =>
    Effect.gen(function* () {
      for (const has_result of [false, 0, "0", "false"]) {
        const invoice_info = { has_result, title: "残留" }
        const consignee_info = { has_result, name: "残留" }
        const order = yield* detail20({}, { invoice_info, internal_extra_info: { consignee_info } })
        assert.isNull(order.invoice)
        assert.isNull(order.recipient)
      }
    })
  )

  const relations = [
    [1, "parent_order", "带货主订单"],
    [2, "related_order", "带货副订单"],
    [3, "parent_order", "买赠主订单"],
    [4, "parent_order", "支付有礼主订单"],
    [5, "parent_order", "渠道方主订单"],
    [6, "parent_order", "内容方主订单"],
    [9, "related_order", null]
  ] as const
  it.effect.each(relations)("relation_order_type %i: %s", ([relation_order_type, kind, relation]) =>
    Effect.gen(function* () {
      const order = yield* detail20({ relation_order_type, relation_order_id: "o_2", relation_app_id: "app2" })
      assert.deepStrictEqual(order.references, [{ kind, value: "o_2", relation, shopId: "app2" }])
    })
  )

  it.effect("commissions are listed for a person, an amount or a rate", () =>
    Effect.gen(function* () {
      const market = (fields: object) => ({
        internal_extra_info: { content_distribution_info: { has_result: true, market_name: "内容市场", ...fields } }
      })
      assert.deepStrictEqual(
        (yield* detail20({}, market({ distribution_amount: 0, distribution_ratio: 0 }))).commissions,
        []
      )
      const listed = yield* detail20({}, market({ distribution_amount: 0, distribution_ratio: "12.5" }))
      assert.deepInclude(listed.commissions[0], { role: "market", amount: 0, rateBasisPoints: 1250 })
      const odd = yield* detail20({}, market({ distribution_ratio: 12.345 }))
      assert.deepInclude(odd.commissions[0], { rateBasisPoints: null })
      assert.strictEqual(odd.warnings.length, 1)
    })
  )
})
