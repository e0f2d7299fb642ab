import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { credentials, run } from "./support/run.ts"

describe("the token", () => {
  it.effect("comes by query, goes in the body, and serves many calls", () =>
    Effect.gen(function* () {
      const { asked } = yield* run((adapter) => Effect.andThen(adapter.getOrder("o_1"), adapter.getOrder("o_2")))
      assert.deepStrictEqual(asked[0], {
        method: "GET",
        path: "/token",
        query: { app_id: "app", client_id: "xop1", secret_key: "s3cret", grant_type: "client_credential" },
        body: {}
      })
      assert.deepStrictEqual(asked.slice(1), [
        {
          method: "POST",
          path: "/xe.ecommerce.order.detail/1.0.0",
          query: {},
          body: { access_token: "xe_1", order_id: "o_1" }
        },
        {
          method: "POST",
          path: "/xe.ecommerce.order.detail/1.0.0",
          query: {},
          body: { access_token: "xe_1", order_id: "o_2" }
        }
      ])
    })
  )

  it.effect("an old shop has no client_id", () =>
    Effect.gen(function* () {
      const { clientId: _, ...old } = credentials
      const { asked } = yield* run((adapter) => adapter.getOrder("o_1"), {}, old)
      assert.deepStrictEqual(Object.keys(asked[0]!.query), ["app_id", "secret_key", "grant_type"])
    })
  )

  it.effect("a dead one is replaced once", () =>
    Effect.gen(function* () {
      const replaced = yield* run((adapter) => adapter.getOrder("o_1"), { deadTokens: ["xe_1"] })
      assert.strictEqual(replaced.result._tag, "Success")
      assert.deepStrictEqual(
        replaced.asked.map(({ path }) => path.split("/")[1]),
        ["token", "xe.ecommerce.order.detail", "token", "xe.ecommerce.order.detail"]
      )
      const refused = yield* run((adapter) => Effect.flip(adapter.getOrder("o_1")), { deadTokens: ["xe_1", "xe_2"] })
      assert.strictEqual(refused.asked.length, 4)
      assert.deepInclude(refused.result, { _tag: "Success" })
    })
  )

  it.effect("a missing secret fails the call, not the making, and says which", () =>
    Effect.gen(function* () {
      const { asked, result } = yield* run((adapter) => Effect.flip(adapter.getOrder("o_1")), {}, { appId: "app" })
      assert.deepStrictEqual(asked, [])
      assert.include(JSON.stringify(result), "XIAOE_CLIENT_SECRET")
    })
  )
})
