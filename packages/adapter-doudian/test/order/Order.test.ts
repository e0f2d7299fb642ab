import { assert, describe, it } from "@effect/vitest"
import { encodeOrder, type Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { answer, decode, decodeAnswer } from "../support/decode.ts"

const iso = (time: DateTime.Utc | null) => (time === null ? null : DateTime.formatIso(time))

describe("references", () => {
  it.effect("payments first, each number once: the order's, its instalments', its lines'", () =>
    Effect.gen(function* () {
      const order = yield* decode(
        {
          channel_payment_no: "P2",
          order_phase_list: [{ channel_payment_no: "P1" }, { channel_payment_no: "P2", campaign_id: 8 }]
        },
        [
          {
            channel_payment_no: "P3",
            campaign_info: [{ campaign_id: "8", campaign_name: "定金预售" }],
            relation_order: { relation_order_id: "R", write_off_no: "W" }
          }
        ]
      )
      assert.deepStrictEqual(
        order.references.map(({ kind, value, relation }) => [kind, value, relation]),
        [
          ["payment_transaction", "P2", null],
          ["payment_transaction", "P1", null],
          ["payment_transaction", "P3", null],
          ["campaign", "8", "定金预售"],
          ["related_order", "R", "关联订单"]
        ]
      )
    })
  )
})

describe("kind", () => {
  const rows = [
    [{}, [{}], "standard"],
    [{}, [{ trade_type: 0 }], "standard"],
    [{}, [{ trade_type: 1 }], "group_buy"],
    [{}, [{ trade_type: 2 }], "presale"],
    [{}, [{ trade_type: 102 }], "presale"],
    [{}, [{ pre_sale_type: 1 }], "presale"],
    [{}, [{ pre_sale_type: "2", trade_type: 1 }], "presale"],
    [{}, [{ campaign_info: [{ campaign_type: 7 }] }], "flash_sale"],
    [{}, [{ campaign_info: [{ campaign_type: 14 }], trade_type: 1 }], "group_buy"],
    [{}, [{ campaign_info: [{ campaign_type: 10 }] }], "standard"],
    [{}, [{ trade_type: 0 }, { trade_type: 1 }], "group_buy"],
    [{ trade_type: 1 }, [{ trade_type: 0 }], "standard"],
    [{ trade_type: 1 }, [{}], "group_buy"],
    ...[3, 4, 5, 6, 7, 10, 11, 12, 13, 16, 18, 103].map((trade_type) => [{}, [{ trade_type }], "standard"] as const),
    [{}, [{ pre_sale_type: 0 }], "standard"],
    [{}, [{ trade_type: 3 }, {}], "standard"],
    [{}, [], "standard"],
    [{ order_type: 1 }, [{}], "presale"],
    [{}, [{ order_type: "1", trade_type: 1 }], "presale"],
    ...[0, 2, 3, 4, 5, 6].map((order_type) => [{ order_type }, [{}], "standard"] as const)
  ] as const
  it.effect.each(rows)("%o %o: %s", ([fields, lines, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode(fields, lines)
      assert.strictEqual(order.kind, expected)
      assert.deepStrictEqual(order.warnings, [])
    })
  )
})

describe("a kind that no table has", () => {
  it.effect("is standard, with a warning", () =>
    Effect.gen(function* () {
      const { kind, warnings } = yield* decode({}, [{ trade_type: 987, pre_sale_type: 987 }])
      assert.strictEqual(kind, "standard")
      const line = "/data/shop_order_detail/sku_order_list/0"
      assert.sameMembers(
        warnings.map(({ code, path }) => `${code} ${path}`),
        [`unknown_code ${line}/trade_type`, `unknown_code ${line}/pre_sale_type`]
      )
      for (const code of [{ pre_sale_type: 987 }, { trade_type: 987 }])
        assert.strictEqual((yield* decode({}, [code])).kind, "standard")
    })
  )
})

describe("payment", () => {
  const rows = [
    [0, "cash_on_delivery"],
    [1, "wechat"],
    [2, "alipay"],
    [3, "other"],
    [4, "bank_card"],
    [5, "balance"],
    [7, "free"],
    [8, "douyin"],
    [9, "bank_card"],
    [12, "other"],
    [16, "other"],
    ["2", "alipay"],
    [null, null]
  ] as const
  it.effect.each(rows)("pay_type %s: %s", ([pay_type, expected]) =>
    Effect.gen(function* () {
      const { payment, warnings } = yield* decode({ pay_type, pay_amount: 100 })
      assert.deepStrictEqual(
        [payment.method, payment.methodRaw],
        [expected, pay_type === null ? null : String(pay_type)]
      )
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("is free where nothing is payable and no method is named", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({ pay_amount: 0 })).payment.method, "free")
      assert.strictEqual((yield* decode({ pay_amount: 0, pay_type: 0 })).payment.method, "free")
      assert.strictEqual((yield* decode({ pay_amount: 0, pay_type: 1 })).payment.method, "wechat")
      assert.strictEqual((yield* decode({ pay_amount: 1, pay_type: 33 })).payment.method, "unknown")
    })
  )
})

describe("times", () => {
  it.effect("order_expire_time is seconds from create_time; a value too large for that is a time (inferred)", () =>
    Effect.gen(function* () {
      const expires = (fields: Record<string, unknown>) =>
        Effect.map(decode(fields), ({ times, warnings }) => [iso(times.expires), warnings.length])
      assert.deepStrictEqual(yield* expires({ create_time: 1657027937, order_expire_time: 1800 }), [
        "2022-07-05T14:02:17.000Z",
        0
      ])
      assert.deepStrictEqual(yield* expires({ create_time: "1657027937", order_expire_time: "1657029737" }), [
        "2022-07-05T14:02:17.000Z",
        0
      ])
      assert.deepStrictEqual(yield* expires({ create_time: 1657027937, order_expire_time: 1_000_000_000 }), [
        "2001-09-09T01:46:40.000Z",
        0
      ])
      assert.deepStrictEqual(yield* expires({ create_time: 1657027937, order_expire_time: 0 }), [null, 0])
      assert.deepStrictEqual(yield* expires({ create_time: 1657027937 }), [null, 0])
      assert.deepStrictEqual(yield* expires({ order_expire_time: 1800 }), [null, 0])
      assert.deepStrictEqual(yield* expires({ create_time: 1657027937, order_expire_time: 9_007_199_254_740_991 }), [
        null,
        1
      ])
    })
  )

  it.effect("0 is unset, the latest arrival of a line is the order's (inferred)", () =>
    Effect.gen(function* () {
      const { times, delivery } = yield* decode(
        { finish_time: 0, pay_time: 0, ship_time: "0", appointment_ship_time: 0, exp_ship_time: 1657200768 },
        [{ logistics_receipt_time: 1657356374 }, { logistics_receipt_time: 0 }, { logistics_receipt_time: 1657356300 }]
      )
      assert.deepStrictEqual([times.completed, times.paid, times.shipped, delivery.shipAt], [null, null, null, null])
      assert.strictEqual(iso(times.delivered), "2022-07-09T08:46:14.000Z")
      assert.strictEqual(iso(delivery.shipBy), "2022-07-07T13:32:48.000Z")
    })
  )
})

describe("ids", () => {
  it.effect("a number and its text: the text is taken, and a difference is said", () =>
    Effect.gen(function* () {
      const body = answer({}, [{ product_id: 1, product_id_str: "3473196049974326153", room_id: 7, room_id_str: "7" }])
      const order = yield* decodeAnswer(body.replace('"product_id":1', '"product_id":3473196049974326300'))
      assert.strictEqual(order.lines[0]?.productId, "3473196049974326153")
      assert.deepStrictEqual(
        order.warnings.map(({ code, path }) => [code, path]),
        [["precision_lost_upstream", "/data/shop_order_detail/sku_order_list/0/product_id_str"]]
      )
    })
  )

  it.effect("0, empty and -- are absent", () =>
    Effect.gen(function* () {
      const order = yield* decode({}, [
        { out_product_id: "0", code: "", out_sku_id: "--", sku_id: 0, author_id: 0, author_name: "-" }
      ])
      const [line] = order.lines
      assert.deepStrictEqual([line?.externalProductId, line?.externalSkuId, line?.skuId], [null, null, null])
      assert.deepStrictEqual([order.channel.creatorId, order.channel.creatorName], [null, null])
    })
  )

  it.effect("code is the external SKU, else out_sku_id", () =>
    Effect.gen(function* () {
      const { lines } = yield* decode({}, [{ code: "A", out_sku_id: "B" }, { out_sku_id: "B" }])
      assert.deepStrictEqual(
        lines.map((line) => line.externalSkuId),
        ["A", "B"]
      )
    })
  )
})

describe("notes, tags, serial numbers", () => {
  const rows = [
    [0, "灰"],
    [1, "紫"],
    [2, "青"],
    [3, "绿"],
    [4, "橙"],
    ["5", "红"],
    [null, null]
  ] as const
  it.effect.each(rows)("flag %s: %s", ([seller_remark_stars, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({ seller_remark_stars })).notes.flag, expected)
    })
  )

  it.effect("the same tag is one", () =>
    Effect.gen(function* () {
      const { tags } = yield* decode({ shop_order_tag_ui: [{ key: "a", text: "安心购" }], user_tag_ui: { key: "b" } }, [
        { sku_order_tag_ui: [{ text: "安心购" }, { text: "7天" }] }
      ])
      assert.deepStrictEqual(tags, ["安心购", "b", "7天"])
    })
  )

  it.effect("serial numbers go to the line that can have them, else they are references (inferred)", () =>
    Effect.gen(function* () {
      const numbers = { serial_number_list: ["SN1", "SN2"] }
      const serials = (order: Order) => order.lines.map((line) => line.serialNumbers)
      assert.deepStrictEqual(serials(yield* decode(numbers, [{}])), [["SN1", "SN2"]])
      assert.deepStrictEqual(serials(yield* decode(numbers, [{}, { need_serial_number: true }])), [[], ["SN1", "SN2"]])
      const needed = { need_serial_number: true }
      for (const lines of [
        [{}, {}],
        [needed, needed]
      ]) {
        const open = yield* decode(numbers, lines)
        assert.deepStrictEqual(serials(open), [[], []])
        assert.deepStrictEqual(
          open.references.map(({ kind, relation, value }) => [kind, value, relation]),
          [
            ["other", "SN1", "商品序列号"],
            ["other", "SN2", "商品序列号"]
          ]
        )
      }
    })
  )
})

describe("vouchers", () => {
  const rows = [
    [
      { writeoff_status: 3, writeoff_status_desc: "已使用", writeoff_total_count: 2, writtenoff_count: 2 },
      ["used", 0, 0]
    ],
    [
      { writeoff_status: 3, writeoff_status_desc: "已使用", writeoff_total_count: 2, writtenoff_count: 1 },
      ["partly_used", 1, 0]
    ],
    [{ writeoff_status: 3 }, ["used", null, 0]],
    [{ writeoff_status: 8, writeoff_status_desc: "未使用" }, ["unused", null, 0]],
    [{ writeoff_status: 8, writeoff_status_desc: "已过期" }, ["void", null, 0]],
    [{ writeoff_status_desc: "未使用", writeoff_total_count: 2, writtenoff_count: 0 }, ["unused", 2, 0]],
    [{ writeoff_status_desc: "部分使用", writeoff_total_count: 2 }, ["partly_used", null, 0]],
    [{ writeoff_status_desc: "已核销", writtenoff_count: 1 }, ["used", null, 0]],
    [{ writeoff_status: 3, writeoff_status_desc: "没听过的" }, ["used", null, 0]],
    [{ writeoff_status: 8 }, ["unknown", null, 1]],
    [{}, [null, null, 0]]
  ] as const
  it.effect.each(rows)("%o", ([fields, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode({}, [{ writeoff_info: [{ writeoff_no: "1", ...fields }] }])
      const [voucher] = order.vouchers
      assert.deepStrictEqual([voucher?.status, voucher?.remaining, order.warnings.length], [...expected])
    })
  )
})

describe("the validity of a line", () => {
  it.effect.each([
    [{ valid_days: 30 }, "自领取之日起30天有效"],
    [{ valid_days: 0 }, null],
    [{}, null]
  ] as const)("%o: %s", ([card_voucher, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({}, [{ card_voucher }])).lines[0]?.validityText, expected)
    })
  )
})

describe("shapes", () => {
  it.effect("absent parts as PHP sends them decode, and so does a list of one in place of an object", () =>
    Effect.gen(function* () {
      for (const nothing of [null, "", [], {}]) {
        const order = yield* decode({
          post_addr: nothing,
          promotion_detail: nothing,
          logistics_info: nothing,
          order_phase_list: nothing,
          serial_number_list: nothing,
          d_car_shop_biz_data: nothing,
          pay_amount: nothing,
          create_time: nothing
        })
        assert.deepStrictEqual(
          [order.recipient, order.amounts.payable, order.phases, order.delivery.shipments],
          [null, null, [], []]
        )
      }
      const wrapped = yield* decode({ post_addr: [{ province: [{ name: "浙江省" }] }] })
      assert.deepStrictEqual([wrapped.recipient?.province, wrapped.recipient?.country], ["浙江省", "CN"])
      const one = yield* decodeAnswer(answer({ sku_order_list: { order_id: "77" } }))
      assert.deepStrictEqual(
        one.lines.map((line) => line.lineId),
        ["77"]
      )
    })
  )

  it.effect("every decoded order encodes", () =>
    Effect.gen(function* () {
      const json = encodeOrder(yield* decode({}), { reveal: false, raw: null })
      assert.strictEqual(json.key, "doudian/1/10")
    })
  )
})
