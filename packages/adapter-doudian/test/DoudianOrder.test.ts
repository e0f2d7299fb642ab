import { assert, describe, it } from "@effect/vitest"
import { encodeOrder, type Order, type PrivateText } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { make } from "../src/index.ts"
import { answer, decode, decodeAnswer } from "./support.ts"

const iso = (time: DateTime.Utc | null) => (time === null ? null : DateTime.formatIso(time))

describe("amounts", () => {
  const parts = { order_status: 2, pay_time: 1657027968, post_amount: 800, promotion_amount: 1000 }
  const lines = [{ sum_amount: 5000 }, { sum_amount: 6000 }]

  it.effect("goods are the lines', freight is not part of them", () =>
    Effect.gen(function* () {
      const order = yield* decode({ ...parts, order_amount: 11800, pay_amount: 10800 }, lines)
      assert.deepStrictEqual(
        { ...order.amounts },
        {
          currency: "CNY",
          goods: 11000,
          freight: 800,
          charges: null,
          discount: 1000,
          adjustment: null,
          payable: 10800,
          paid: 10800,
          refunded: null
        }
      )
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  it.effect("taxes and packing are charges", () =>
    Effect.gen(function* () {
      const order = yield* decode({ ...parts, tax_amount: 30, packing_amount: 20, pay_amount: 10850 }, lines)
      assert.strictEqual(order.amounts.charges, 50)
      assert.deepStrictEqual(order.warnings, [])
      const ofLines = yield* decode({ ...parts, pay_amount: 10807 }, [
        { sum_amount: 5000, tax_amount: 3 },
        { sum_amount: 6000, tax_amount: 4 }
      ])
      assert.strictEqual(ofLines.amounts.charges, 7)
    })
  )

  it.effect("a price change counts where the equation needs it, and is 0 where it closes without", () =>
    Effect.gen(function* () {
      const change = { ...parts, modify_amount: -300, modify_post_amount: -100 }
      const outside = yield* decode({ ...change, pay_amount: 10400 }, lines)
      assert.deepStrictEqual([outside.amounts.adjustment, outside.warnings], [-400, []])
      const inside = yield* decode({ ...change, pay_amount: 10800 }, lines)
      assert.deepStrictEqual([inside.amounts.adjustment, inside.warnings], [0, []])
      const neither = yield* decode({ ...change, pay_amount: 9999 }, lines)
      assert.strictEqual(neither.amounts.adjustment, -400)
      assert.deepStrictEqual(
        neither.warnings.map(({ code, path }) => [code, path]),
        [["amount_mismatch", "/data/shop_order_detail/pay_amount"]]
      )
    })
  )

  it.effect("a goods total of which a line is missing is no total", () =>
    Effect.gen(function* () {
      const order = yield* decode({ ...parts, pay_amount: 10800 }, [{ sum_amount: 5000 }, {}])
      assert.strictEqual(order.amounts.goods, null)
      const computed = yield* decode({ ...parts, pay_amount: 10800 }, [
        { sum_amount: 5000 },
        { origin_amount: 2000, item_num: 3 }
      ])
      assert.deepStrictEqual([computed.amounts.goods, computed.lines[1]?.total], [11000, 6000])
    })
  )

  const noFen = ["0.5", "12.30", "1e-1", "abc", 0.5] as const
  it.effect.each(noFen)("fen that are no whole number fail at their place: %s", (value) =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      const { reason } = yield* Effect.flip(adapter.decode("fengchao.trade.detail", answer({ pay_amount: value })))
      assert.strictEqual(reason._tag, "ResponseDecode")
      assert.strictEqual(reason._tag === "ResponseDecode" ? reason.pointer : "", "/data/shop_order_detail/pay_amount")
    })
  )

  it.effect("fen spelled in other ways are exact", () =>
    Effect.gen(function* () {
      for (const [value, expected] of [
        ["1e2", 100],
        ["19900.00", 19900],
        ["-5", -5],
        ["9007199254740991", 9_007_199_254_740_991]
      ] as const) {
        assert.strictEqual((yield* decode({ pay_amount: value })).amounts.payable, expected)
      }
    })
  )
})

describe("phases", () => {
  const rows = [
    [{ pay_success: true, phase_pay_amount: 80, phase_order_amount: 100 }, [80, 80]],
    [{ pay_success: "true", phase_pay_amount: 0, phase_order_amount: 100, phase_promotion_amount: 100 }, [0, 0]],
    [{ phase_pay_time: 1657027968, phase_pay_amount: 80 }, [80, 80]],
    [{ pay_success: false, phase_pay_amount: 80, phase_order_amount: 100 }, [80, 0]],
    [{ pay_success: false, phase_pay_amount: 0, phase_order_amount: 100, phase_promotion_amount: 30 }, [70, 0]],
    [{ phase_order_amount: 100 }, [100, 0]],
    [{ phase_payable_price: 60 }, [60, 0]],
    [{}, [null, 0]]
  ] as const
  it.effect.each(rows)("%o: payable and paid %o", ([fields, expected]) =>
    Effect.gen(function* () {
      const { phases } = yield* decode({ order_phase_list: [{ current_phase: 1, total_phase: 2, ...fields }] })
      assert.deepStrictEqual([phases[0]?.payable, phases[0]?.paid], [...expected])
    })
  )
})

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
    [{}, [{ trade_type: 18 }], "standard"]
  ] as const
  it.effect.each(rows)("%o %o: %s", ([fields, lines, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode(fields, lines)
      assert.strictEqual(order.kind, expected)
      assert.deepStrictEqual(order.warnings, [])
    })
  )
})

describe("channel", () => {
  const rows = [
    [{ c_biz_desc: "小店自卖", theme_type: "1", theme_type_desc: "直播间" }, "小店自卖"],
    [{ c_biz_desc: "", theme_type: "1", theme_type_desc: "直播间" }, null],
    [{}, null]
  ] as const
  it.effect.each(rows)("the traffic of %o: %s", ([line, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({}, [line])).channel.trafficSource, expected)
    })
  )

  it.effect("is what all lines agree on; where they do not, each line has its own", () =>
    Effect.gen(function* () {
      const alike = yield* decode({}, [
        { b_type: 2, author_id: 7 },
        { b_type: "2", author_id: "7" }
      ])
      assert.deepStrictEqual([alike.channel.code, alike.channel.creatorId], ["2", "7"])
      assert.deepStrictEqual(
        alike.lines.map((line) => line.channel),
        [null, null]
      )
      const ofOrder = yield* decode({ b_type: 2, b_type_desc: "抖音" }, [{}, {}])
      assert.deepStrictEqual([ofOrder.channel.code, ofOrder.channel.name], ["2", "抖音"])
      assert.deepStrictEqual(
        ofOrder.lines.map((line) => line.channel),
        [null, null]
      )
      const elsewhere = yield* decode({ b_type: 2, b_type_desc: "抖音" }, [{ b_type: 11, b_type_desc: "抖音极速版" }])
      assert.deepStrictEqual([elsewhere.channel.code, elsewhere.lines[0]?.channel?.name], ["2", "抖音极速版"])
      const unlike = yield* decode({}, [{ b_type: 2, video_id: "1" }, { b_type: 2 }])
      assert.deepStrictEqual([unlike.channel.code, unlike.channel.videoId], ["2", null])
      assert.deepStrictEqual(
        unlike.lines.map((line) => [line.channel?.code, line.channel?.videoId]),
        [
          ["2", "1"],
          ["2", null]
        ]
      )
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

describe("delivery", () => {
  const rows = [
    [{}, [{ receive_type: 1, goods_type: 0 }], "express"],
    [{}, [{ receive_type: 0 }], "express"],
    [{}, [{ receive_type: 2, goods_type: 1 }], "pickup"],
    [{}, [{ goods_type: 1 }], "digital"],
    [{}, [{ goods_type: 1 }, { goods_type: 0 }], "express"],
    [{ order_type: 2 }, [{ goods_type: 0 }], "digital"],
    [{ order_type: 4 }, [{}], "digital"],
    [{ order_type: "5" }, [{}], "digital"]
  ] as const
  it.effect.each(rows)("%o %o: %s", ([fields, lines, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode(fields, lines)).delivery.method, expected)
    })
  )

  it.effect("a chosen dealer is the place to go to", () =>
    Effect.gen(function* () {
      const { delivery } = yield* decode({
        d_car_shop_biz_data: { poi_id: "9", poi_name: "城西店", poi_addr: "文一路1号", poi_tel: "" }
      })
      assert.strictEqual(delivery.pickup?.place, "城西店")
      assert.strictEqual((yield* decode({ d_car_shop_biz_data: { poi_id: "", poi_name: "" } })).delivery.pickup, null)
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
      assert.deepStrictEqual(yield* expires({ create_time: 1657027937, order_expire_time: 0 }), [null, 0])
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

describe("private text", () => {
  const phone = "$aW5kZXg=$Y2lwaGVy*YmxvYg==$1$$"
  const name = "##Y2lwaGVy*YmxvYg==#1##"
  const show = (text: PrivateText | null | undefined) =>
    text === null || text === undefined
      ? null
      : text.state === "plain"
        ? ["plain", Redacted.value(text.value)]
        : text.state === "masked"
          ? ["masked", text.value]
          : ["encrypted", text.cipher, text.masked]
  const rows = [
    [{ encrypt_post_tel: phone, post_tel: "13*******18" }, ["encrypted", phone, "13*******18"]],
    [{ encrypt_post_tel: phone }, ["encrypted", phone, null]],
    [{ encrypt_post_tel: phone, mask_post_tel: "13*******19" }, ["encrypted", phone, "13*******19"]],
    [{ encrypt_post_tel: name }, ["encrypted", name, null]],
    [{ encrypt_post_tel: "1@#Y2lwaGVy" }, ["encrypted", "1@#Y2lwaGVy", null]],
    [{ post_tel: phone }, ["encrypted", phone, null]],
    [{ encrypt_post_tel: "12345678911" }, ["plain", "12345678911"]],
    [{ encrypt_post_tel: "12345678911", post_tel: "12*******11" }, ["plain", "12345678911"]],
    [{ post_tel: "13000000000" }, ["plain", "13000000000"]],
    [{ post_tel: 13000000000 }, ["plain", "13000000000"]],
    [{ post_tel: "13*******18" }, ["masked", "13*******18"]],
    [{ encrypt_post_tel: phone, post_tel: "13000000000" }, ["plain", "13000000000"]],
    [{ encrypt_post_tel: "", post_tel: "--" }, null]
  ] as const
  it.effect.each(rows)("%o", ([fields, expected]) =>
    Effect.gen(function* () {
      const { recipient } = yield* decode(fields)
      assert.deepStrictEqual(show(recipient?.phone), expected === null ? null : [...expected])
    })
  )

  it.effect("an order without address has no recipient", () =>
    Effect.gen(function* () {
      const order = yield* decode({ post_addr: { province: { name: "", id: "" }, detail: "" }, post_tel: "" })
      assert.strictEqual(order.recipient, null)
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
      const open = yield* decode(numbers, [{}, {}])
      assert.deepStrictEqual(serials(open), [[], []])
      assert.deepStrictEqual(
        open.references.map(({ kind, value }) => [kind, value]),
        [
          ["other", "SN1"],
          ["other", "SN2"]
        ]
      )
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

describe("shapes", () => {
  it.effect("what PHP makes of absent parts decodes, and a list of one stands for an object", () =>
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
