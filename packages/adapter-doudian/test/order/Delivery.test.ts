import { assert, describe, it } from "@effect/vitest"
import { toUnixSeconds } from "@huidan/core"
import * as Effect from "effect/Effect"
import { decode, sourcesOf } from "../support/decode.ts"

describe("delivery", () => {
  const rows = [
    [{}, [{ receive_type: 1, goods_type: 0 }], "express"],
    [{}, [{ receive_type: 0 }], "express"],
    [{}, [{ receive_type: 2, goods_type: 1 }], "pickup"],
    [{}, [{ goods_type: 1 }], "digital"],
    [{}, [{ goods_type: 1 }, { goods_type: 0 }], "express"],
    [{ order_type: 2 }, [{ goods_type: 0 }], "digital"],
    [{ order_type: 4 }, [{}], "digital"],
    [{ order_type: "5" }, [{}], "digital"],
    [{ order_type: 6 }, [{ goods_type: 0 }], "digital"],
    [{ order_type: 1 }, [{}], "express"],
    [{}, [{ order_type: 3 }], "express"]
  ] as const
  it.effect.each(rows)("%o %o: %s", ([fields, lines, expected]) =>
    Effect.gen(function* () {
      const { delivery, warnings } = yield* decode(fields, lines)
      assert.deepStrictEqual([delivery.method, warnings], [expected, []])
    })
  )

  const store_info = { store_id: "7", store_name: "城西店" }
  const storeRows = [
    [{}, { receive_type: 2 }, "pickup", "城西店"],
    [{}, { receive_type: 2, trade_type: 18 }, "pickup", "城西店"],
    [{ order_type: 4 }, { receive_type: 1 }, "digital", null],
    [{}, {}, "express", null],
    [{}, { receive_type: 1 }, "express", null],
    [{}, { receive_type: 0, goods_type: 0 }, "express", null],
    [{}, { receive_type: null, goods_type: 0 }, "express", null],
    [{}, { goods_type: 1 }, "digital", null],
    [{}, { trade_type: 18 }, "express", null],
    [{ trade_type: 18 }, { receive_type: 0 }, "express", null],
    [{ trade_type: 18 }, { receive_type: null, trade_type: 0 }, "express", null],
    [{ order_type: 2 }, { trade_type: 18, receive_type: 1 }, "digital", null]
  ] as const
  it.effect.each(storeRows)("a shop is the place to go to if the buyer collects there: %o %o: %s, %s", (row) =>
    Effect.gen(function* () {
      const [fields, line, method, place] = row
      const { delivery } = yield* decode(fields, [{ ...line, store_info }])
      assert.deepStrictEqual([delivery.method, delivery.pickup?.place ?? null], [method, place])
    })
  )

  it.effect.each([0, 1, null])(
    "a shop that sends (receive_type %s) is no place to go to beside one that does not",
    (code) =>
      Effect.gen(function* () {
        const sending = { receive_type: code, store_info: { store_id: "6", store_name: "仓库" } }
        const both = yield* decode({}, [sending, { receive_type: 2, store_info }])
        assert.deepStrictEqual([both.delivery.method, both.delivery.pickup?.place], ["pickup", "城西店"])
        const unnamed = yield* decode({}, [sending, { receive_type: 2 }])
        assert.deepStrictEqual([unnamed.delivery.method, unnamed.delivery.pickup], ["pickup", null])
      })
  )

  const [early, late] = [1732000000, 1732600000]
  const periodRows = [
    [{}, [{ sku_period_purchase_info: { period_num: 1, deliver_type: 6, deliver_time: early } }], early],
    [
      {},
      [{ sku_period_purchase_info: { deliver_time: late } }, { sku_period_purchase_info: { deliver_time: early } }],
      early
    ],
    [{ appointment_ship_time: 0 }, [{ appointment_ship_time: late }], late],
    [{ appointment_ship_time: late }, [{ sku_period_purchase_info: { deliver_time: early } }], late],
    [{}, [{ sku_period_purchase_info: { deliver_time: 0 } }, {}], null],
    [{ appointment_ship_time: "0001-01-01 00:00:00" }, [{}], null],
    [{ appointment_ship_time: -62135596800 }, [{}], null]
  ] as const
  it.effect.each(periodRows)("the day that was chosen for it: %o %o: %s", ([fields, lines, expected]) =>
    Effect.gen(function* () {
      const { delivery } = yield* decode(fields, lines)
      assert.strictEqual(delivery.shipAt === null ? null : toUnixSeconds(delivery.shipAt), expected)
    })
  )

  it.effect("a chosen dealer is the place to go to", () =>
    Effect.gen(function* () {
      const { delivery } = yield* decode({
        d_car_shop_biz_data: { poi_id: "9", poi_name: "城西店", poi_addr: "文一路1号", poi_tel: "" }
      })
      assert.deepStrictEqual([delivery.method, delivery.pickup?.place], ["pickup", "城西店"])
      assert.strictEqual((yield* decode({ d_car_shop_biz_data: { poi_id: "", poi_name: "" } })).delivery.pickup, null)
    })
  )

  it.effect.each([
    [{}, ["sku_order_list/0/receive_type", "sku_order_list/1/receive_type"]],
    [
      { d_car_shop_biz_data: { poi_name: "城西店" } },
      ["d_car_shop_biz_data/poi_name", "sku_order_list/0/receive_type", "sku_order_list/1/receive_type"]
    ]
  ] as const)("what makes it one to collect is where that comes from: %o", ([fields, expected]) =>
    Effect.gen(function* () {
      const sources = yield* sourcesOf(fields, [{ receive_type: 2 }, { receive_type: 1 }])
      assert.deepStrictEqual((sources.get("/delivery/method") ?? []).toSorted(), [...expected])
    })
  )
})
