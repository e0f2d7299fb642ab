import { assert, describe, it } from "@effect/vitest"
import { isAdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Xiaoe from "../src/index.ts"

describe("options", () => {
  it("come from configuration", () => {
    const decode = Schema.decodeUnknownResult(Xiaoe.XiaoeOptions)
    assert.isTrue(Result.isSuccess(decode({})))
    assert.isTrue(
      Result.isSuccess(
        decode({ appId: "app", clientId: "xop", clientSecret: "s", api: "1.0", baseUrl: "http://127.0.0.1:1" })
      )
    )
    assert.isTrue(Result.isFailure(decode({ api: "3.0" })))
    assert.isTrue(Result.isFailure(decode({ appId: "" })))
  })
})

describe("options that need another one", () => {
  const refused = [
    // Refunds of version 1.0 have no number.
    [{ afterSales: true, api: "1.0" }, "afterSales", "api"],
    [{ afterSaleParameter: "id" }, "afterSaleParameter", "afterSales"],
    [{ afterSaleParameter: "id", afterSales: false }, "afterSaleParameter", "afterSales"]
  ] as const
  it.effect.each(refused)("%j are refused: %s needs %s", ([options, option, needed]) =>
    Effect.gen(function* () {
      assert.isTrue(Result.isFailure(Schema.decodeUnknownResult(Xiaoe.XiaoeOptions)(options)))
      const { reason } = yield* Effect.flip(Xiaoe.make(options))
      assert.strictEqual(reason._tag, "Configuration")
      assert.include(JSON.stringify(reason), `: needs \`${needed}: `)
      assert.include(JSON.stringify(reason), `${option} (environment variable XIAOE_`)
    })
  )
})

describe("options that are wrong", () => {
  const address =
    "baseUrl (environment variable XIAOE_BASE_URL): Expected an address that begins with https:// or http://"
  const secret = "clientSecret (environment variable XIAOE_CLIENT_SECRET): is blank"
  it.effect("are named, each with what is expected", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Xiaoe.make({ baseUrl: "xiaoe.test", clientSecret: Redacted.make("") }))
      assert.include(error.message, address)
      assert.include(error.message, secret)
    })
  )

  it("are named to a client with promises too", async () => {
    await using client = Xiaoe.createXiaoeClient({ appId: "app", clientSecret: "", baseUrl: "xiaoe.test" })
    const error: unknown = await client.getOrder("1").catch((failure: unknown) => failure)
    assert.isTrue(isAdapterError(error) && error.message.includes(address) && error.message.includes(secret))
  })
})
