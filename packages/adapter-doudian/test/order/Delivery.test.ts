import { assert, describe, it } from "@effect/vitest"
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
