/** Answers that state one thing only, or state it in parts. */
import { assert, describe, it } from "@effect/vitest"
import { encodeOrder, type Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { afterSale, decode } from "../support/decode.ts"

describe("a change of price that is in the prices already", () => {
  const line = { sum_amount: 1000 }
  const order = { promotion_amount: 0, post_amount: 0, modify_amount: -100 }
  it.effect.each([
    ["closes with charges", { ...order, pay_amount: 1050, tax_amount: 50 }, [line], 0],
    ["does not close", { ...order, pay_amount: 900, tax_amount: 50 }, [line], -100],
    ["cannot be known without the goods", { ...order, post_amount: 700, pay_amount: 700 }, [{}], -100],
    ["cannot be known without the freight", { ...order, post_amount: null, pay_amount: 1000 }, [line], -100],
    ["cannot be known without the payable", { ...order, pay_amount: null }, [line], -100],
    ["cannot be known without the discount", { ...order, promotion_amount: null, pay_amount: 1000 }, [line], -100]
  ] as const)("counts 0 where the equation closes without it: %s", ([_title, fields, lines, adjustment]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode(fields, lines)).amounts.adjustment, adjustment)
    })
  )
})

describe("delivery", () => {
  it.effect("the parts of a shop's address make one text", () =>
    Effect.gen(function* () {
      const store_address = {
        province: { name: "上海市" },
        town: { name: "浦东新区" },
        detail: "世纪大道1号"
      }
      const { delivery } = yield* decode({}, [{ receive_type: 2, store_info: { store_name: "浦东店", store_address } }])
      assert.deepStrictEqual(
        [delivery.pickup?.place, delivery.pickup?.address],
        ["浦东店", "上海市浦东新区世纪大道1号"]
      )
    })
  )

  it.effect("a shop is named by its name or by its number, and may have no address", () =>
    Effect.gen(function* () {
      const { delivery } = yield* decode({}, [{}, { receive_type: 2, store_info: { store_id: "7" } }])
      assert.deepStrictEqual([delivery.pickup?.place, delivery.pickup?.address], ["7", null])
    })
  )

  it.effect("an order is digital where all its lines are", () =>
    Effect.gen(function* () {
      const methodOf = (...types: ReadonlyArray<number>) =>
        Effect.map(
          decode(
            {},
            types.map((order_type) => ({ order_type }))
          ),
          ({ delivery }) => delivery.method
        )
      assert.deepStrictEqual(
        [yield* methodOf(2, 4), yield* methodOf(2, 0), yield* methodOf(0, 0)],
        ["digital", "express", "express"]
      )
    })
  )

  it.effect("an order without lines is not digital", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({}, [])).delivery.method, "express")
    })
  )
})

describe("codes", () => {
  it.effect.each([
    [0, 0, "none"],
    [0, 999, "unknown"],
    [null, 0, "none"],
    [null, 9, "unknown"]
  ] as const)("after_sale_status %s with refund_status %s is %s", ([status, refund, state]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({}, [afterSale(status, null, refund)])).status.afterSale, state)
    })
  )
})

describe("kinds", () => {
  it.effect.each([
    [{ campaign_info: [{ campaign_type: 7 }] }, "flash_sale"],
    [{ campaign_info: [{ campaign_type: 1 }, { campaign_type: 14 }] }, "flash_sale"],
    [{ campaign_info: [{ campaign_type: 1 }] }, "standard"],
    [{ pre_sale_type: 1 }, "presale"],
    [{ pre_sale_type: 2 }, "presale"],
    [{ pre_sale_type: 0, trade_type: 102 }, "presale"],
    [{ trade_type: 1, campaign_info: [{ campaign_type: 7 }] }, "group_buy"]
  ] as const)("%o is %s", ([line, kind]) =>
    Effect.gen(function* () {
      const order = yield* decode({}, [line])
      assert.deepStrictEqual([order.kind, order.warnings], [kind, []])
    })
  )
})

describe("an id that is sent twice", () => {
  it.effect.each([
    ["as a number alone", { product_id: 5 }, "5", []],
    ["as text alone", { product_id_str: "5" }, "5", []],
    ["alike", { product_id: 5, product_id_str: "5" }, "5", []],
    ["as two ids", { product_id: 5, product_id_str: "6" }, "6", ["precision_lost_upstream"]]
  ] as const)("%s", ([_title, fields, productId, codes]) =>
    Effect.gen(function* () {
      const { lines, warnings } = yield* decode({}, [fields])
      assert.deepStrictEqual([lines[0]?.productId, warnings.map(({ code }) => code)], [productId, [...codes]])
    })
  )
})

describe("what has a place in the order", () => {
  const plain = (value: string) => ({ state: "plain", value }) as const
  const shown = (order: Order) => encodeOrder(order, { reveal: true, raw: null })

  it.effect("pictures and texts of customised goods", () =>
    Effect.gen(function* () {
      const order = yield* decode({}, [
        {
          sku_customization_info: [
            {
              detail: {
                text: [{ id: 1, key: "刻字", content: "给小满" }],
                pic: [{ id: 2, url: "https://img.example/2.png" }]
              }
            },
            {
              detail: {
                pic: [
                  { id: 3, url: "" },
                  { id: 4, url: "https://img.example/4.png" }
                ],
                text: null
              }
            }
          ]
        }
      ])
      assert.deepStrictEqual(shown(order).lines[0]?.inputs, [
        { name: "刻字", value: plain("给小满") },
        { name: null, value: plain("https://img.example/2.png") },
        { name: null, value: plain("https://img.example/4.png") }
      ])
    })
  )

  it.effect("the telephone number of who buys flowers", () =>
    Effect.gen(function* () {
      const phonesOf = (fields: Record<string, unknown>) =>
        Effect.map(decode(fields), (order) => shown(order).buyer.phones)
      assert.deepStrictEqual(yield* phonesOf({ mask_pay_tel: "*******1035" }), [
        { state: "masked", value: "*******1035" }
      ])
      assert.deepStrictEqual(yield* phonesOf({ pay_tel: "$a$b*c$1$$", mask_pay_tel: "1********35" }), [
        { state: "encrypted", cipher: "$a$b*c$1$$", masked: "1********35" }
      ])
      assert.deepStrictEqual(yield* phonesOf({ pay_tel: "", encrypt_pay_tel: "", mask_pay_tel: null }), [])
    })
  )

  it.effect("the creator who asked for a sample", () =>
    Effect.gen(function* () {
      const order = yield* decode({
        user_nick_name: "小满",
        user_icon: "https://img.example/icon.png",
        aweme_id: "Youyou"
      })
      const { avatarUrl, name } = shown(order).buyer
      assert.deepStrictEqual([name, avatarUrl], [plain("小满"), "https://img.example/icon.png"])
      const masked = yield* decode({ user_nick_name: "a***b" })
      assert.deepStrictEqual(shown(masked).buyer.name, { state: "masked", value: "a***b" })
    })
  )

  it.effect("properties beside the specs, and codes of what a bundle holds", () =>
    Effect.gen(function* () {
      const { lines } = yield* decode({}, [
        {
          spec: [{ name: "杯型", value: "大" }],
          custom_properties: [{ name: "少糖" }, { name: "" }, { name: "去冰", code: "2" }],
          bundle_sku_info: [{ code: "CUP-1", item_num: 2 }, { code: "" }]
        }
      ])
      assert.deepStrictEqual(
        [
          lines[0]?.specs.map(({ name, value }) => [name, value]),
          lines[0]?.components.map(({ externalSkuId }) => externalSkuId)
        ],
        [
          [
            ["杯型", "大"],
            [null, "少糖"],
            [null, "去冰"]
          ],
          ["CUP-1", null]
        ]
      )
    })
  )
})

describe("the warehouse of a line", () => {
  const stock = (warehouse_id: string, out_warehouse_id = "") => ({ warehouse_id, out_warehouse_id })
  it.effect.each([
    [{ inventory_list: [stock("1"), stock("2")] }, null],
    [{ inventory_list: [stock("1"), stock("1", "A")] }, "1"],
    [{ inventory_list: [stock("", "A"), stock("", "B")] }, null],
    [{ inventory_list: [stock("", "A"), stock("1", "B")] }, null],
    [{ inventory_list: [stock("1", "A"), stock("1", "B")] }, "1"],
    [{ warehouse_ids: '["3","4"]' }, null],
    [{ warehouse_ids: ["3"], inventory_list: [stock("1")] }, "1"],
    [{ warehouse_ids: ["3"], inventory_list: [stock("", "A")] }, "3"],
    [{ inventory_list: [] }, null]
  ] as const)("%o: %s", ([line, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({}, [line])).lines[0]?.warehouseId, expected)
    })
  )
})
