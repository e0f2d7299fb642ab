import { assert, describe, it } from "@effect/vitest"
import { toUnixSeconds } from "@huidan/core"
import * as Effect from "effect/Effect"
import { decode } from "../support/decode.ts"

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
    [{}, { receive_type: 2 }, "城西店"],
    [{}, { receive_type: 2, trade_type: 18 }, "城西店"],
    [{ order_type: 4 }, { receive_type: 1 }, "城西店"],
    [{}, {}, "城西店"],
    [{}, { receive_type: 1 }, null],
    [{}, { trade_type: 18 }, null],
    [{ trade_type: 18 }, { receive_type: 0 }, null],
    [{ order_type: 2 }, { trade_type: 18, receive_type: 1 }, null]
  ] as const
  it.effect.each(storeRows)("a shop is the place to go to unless it delivers: %o %o: %s", ([fields, line, place]) =>
    Effect.gen(function* () {
      const { delivery } = yield* decode(fields, [{ ...line, store_info }])
      assert.strictEqual(delivery.pickup?.place ?? null, place)
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
      assert.strictEqual(delivery.pickup?.place, "城西店")
      assert.strictEqual((yield* decode({ d_car_shop_biz_data: { poi_id: "", poi_name: "" } })).delivery.pickup, null)
    })
  )
})
