import { assert, describe, it } from "@effect/vitest"
import { readFixtures } from "@huidan/conformance/fixtures"
import { isOrder, type OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"

const fixtures = readFixtures(new URL("../fixtures/", import.meta.url))

const recordsOf = (operation: string, body: string): Effect.Effect<ReadonlyArray<OrderRecord>> =>
  Effect.gen(function* () {
    const adapter = yield* make({})
    return yield* adapter.decode(operation, body)
  }).pipe(Effect.orElseSucceed((): ReadonlyArray<OrderRecord> => []))

describe("ids come out to the last digit", () => {
  it.effect("of the published order, where they are bare numbers", () =>
    Effect.gen(function* () {
      const published = fixtures.find((fixture) => fixture.case === "published")!
      assert.strictEqual(published.operation, "fengchao.trade.detail")
      const [order] = (yield* recordsOf(published.operation, published.body)).filter(isOrder)
      assert.strictEqual(order?.lines[0]?.productId, "3418491419818650316")
      assert.strictEqual(order?.channel.liveRoomId, "7116861993792981764")
      assert.includeDeepMembers(
        (order?.references ?? []).map(({ kind, value }) => ({ kind, value })),
        [{ kind: "campaign", value: "7116860773036572961" }]
      )
      const withoutTwins = published.body.replace(/"(product_id_str|room_id_str)":"\d+"/g, '"nothing":""')
      const [bare] = (yield* recordsOf(published.operation, withoutTwins)).filter(isOrder)
      assert.strictEqual(bare?.lines[0]?.productId, "3418491419818650316")
      assert.strictEqual(bare?.channel.liveRoomId, "7116861993792981764")
    })
  )
})

describe("explain", () => {
  it.effect("lists the keys that nothing reads", () =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      const published = fixtures.find((fixture) => fixture.case === "published")!
      const { unread } = yield* adapter.explain(published.operation, published.body)
      assert.includeMembers([...unread], ["/data/shop_order_detail/biz", "/data/shop_order_detail/order_amount"])
      assert.notInclude(unread, "/data/shop_order_detail/buyer_words")
      assert.notInclude(unread, "/trace_id")
    })
  )
})

describe("private text", () => {
  const plain = ["张三", "12345678911", "丹棱街1号", "15678909876", "880012341168", "给小满", "13000000000"]

  it.effect("is never shown without reveal", () =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      let seen = ""
      for (const fixture of fixtures) {
        for (const record of yield* recordsOf(fixture.operation, fixture.body)) {
          const shown = isOrder(record)
            ? adapter.encode(record, { reveal: false, raw: "masked" })
            : adapter.encodeQuarantined(record, { reveal: false, raw: "masked" })
          seen += fixture.body
          const text = JSON.stringify(shown)
          for (const secret of plain) assert.isFalse(text.includes(secret), `${fixture.case} shows ${secret}`)
        }
      }
      for (const secret of plain) assert.include(seen, secret)
    })
  )
})
