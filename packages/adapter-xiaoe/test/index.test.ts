import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"
import { credentials, run } from "./support/run.ts"

describe("getOrder", () => {
  it.effect("reads detail 1.0 by the option api", () =>
    Effect.gen(function* () {
      const { asked } = yield* run((adapter) => adapter.getOrder("o_1"), {}, { ...credentials, api: "1.0" })
      assert.strictEqual(asked[1]!.path, "/xe.order.detail/1.0.0")
    })
  )

  it.effect("an answer of another shop is a fault of the configuration", () =>
    Effect.gen(function* () {
      const { result } = yield* run(
        (adapter) => Effect.map(Effect.flip(adapter.getOrder("o_1")), ({ reason }) => reason._tag),
        {
          detail: () => ({ order_info: { app_id: "other", order_id: "o_1" } })
        }
      )
      assert.deepInclude(result, { success: "Configuration" })
    })
  )
})

describe("what it does not have", () => {
  it.effect("answers NotSupported", () =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      assert.strictEqual((yield* Effect.flip(adapter.decode("order.list@3.0", "{}"))).reason._tag, "NotSupported")
    })
  )
})
