/** An answer with long lists in long lists ends in a typed error, however the lists are nested. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"

const answerWith = (entries: number, prices: number): string =>
  JSON.stringify({
    code: 0,
    msg: "ok",
    data: {
      order_info: {
        order_id: "o_1",
        discount_arr: Array.from({ length: entries }, () => ({
          discount_price: Array.from({ length: prices }, () => 1)
        }))
      }
    }
  })

const found = (entries: number, prices: number) =>
  Effect.scoped(
    Effect.gen(function* () {
      const xiaoe = yield* make({ appId: "app1" })
      const body = answerWith(entries, prices)
      const [decoded, explained] = [
        yield* Effect.result(xiaoe.decode("order.detail@1.0", body)),
        yield* Effect.result(xiaoe.explain("order.detail@1.0", body))
      ]
      return [decoded, explained].map((result) => (result._tag === "Failure" ? result.failure.message : "an order"))
    })
  )

describe("lists in lists", () => {
  it.effect("are read up to 100 000 entries", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* found(90, 1000), ["an order", "an order"])
    })
  )

  it.effect("beyond that fail with an error that says so", () =>
    Effect.gen(function* () {
      for (const message of yield* found(200, 1000)) assert.include(message, "at most 100000 entries in all lists")
    })
  )

  it.effect("of more than the limit's entries fail with an error that names the option", () =>
    Effect.gen(function* () {
      for (const message of yield* found(1001, 1)) assert.include(message, "rowLimit")
    })
  )
})
