import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { AdapterManifest, registerAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Xiaoe from "../src/index.ts"

const fixture = (file: string): string => readFileSync(new URL(`../fixtures/${file}`, import.meta.url), "utf8")

const failure = (body: string) =>
  Effect.flatMap(Xiaoe.make({ appId: "app" }), (adapter) => Effect.flip(adapter.decode("order.detail@2.0", body)))

describe("the platform's codes", () => {
  const rows = [
    [1001, "PlatformUnavailable", true],
    [1002, "PlatformUnavailable", true],
    [2001, "Authentication credentials", false],
    [2002, "Authentication credentials", false],
    [2003, "Authentication credentials", false],
    [2004, "Authentication credentials", false],
    [2020, "Authentication credentials", false],
    [2007, "Authentication token", false],
    [2008, "Authentication token", false],
    [2005, "InvalidRequest", false],
    [2006, "InvalidRequest", false],
    [2009, "InvalidRequest", false],
    [2010, "InvalidRequest", false],
    [2055, "InvalidRequest", false],
    [2017, "PermissionDenied", false],
    [2051, "IpNotAllowed", false],
    [2052, "NotSupported", false],
    [2053, "RateLimited", true],
    [2054, "RateLimited", true],
    [500, "PlatformRejected", false],
    [-1, "PlatformRejected", false]
  ] as const
  it.effect.each(rows)("%i: %s, as number and as text", ([code, expected, retryable]) =>
    Effect.gen(function* () {
      for (const sent of [code, `${code}`]) {
        for (const data of [null, [], {}]) {
          const error = yield* failure(JSON.stringify({ code: sent, msg: "原因", data }))
          const kind = error.reason._tag === "Authentication" ? ` ${error.reason.kind}` : ""
          assert.strictEqual(`${error.reason._tag}${kind}`, expected)
          assert.strictEqual(error.isRetryable, retryable)
          assert.deepInclude(error.answer, { code: `${code}`, message: "原因" })
        }
      }
    })
  )

  it.effect("published refusals", () =>
    Effect.gen(function* () {
      const rejected = yield* failure(fixture("errors/modify-logistics.published.json"))
      assert.strictEqual(rejected.reason._tag, "PlatformRejected")
      assert.strictEqual(rejected.answer?.code, "500")
      assert.match(rejected.answer?.message ?? "", /^[•_]+不存在$/)
      const secret = yield* failure(fixture("token/token.invalid-secret.json"))
      assert.deepInclude(secret.reason, { _tag: "Authentication", kind: "credentials" })
      assert.include(secret.message, "invalid secret_key")
    })
  )

  it.effect("an answer without an envelope", () =>
    Effect.gen(function* () {
      assert.deepInclude((yield* failure("{}")).reason, { _tag: "ResponseDecode", pointer: "/code" })
      assert.deepInclude((yield* failure("<html>")).reason, { _tag: "ResponseDecode", position: 0 })
      assert.deepInclude((yield* failure('{"code":0,"data":[]}')).reason, { pointer: "/data/order_info/order_id" })
    })
  )
})

describe("the manifest", () => {
  it("is one of the contract, and the package registers", () => {
    assert.isTrue(Schema.is(AdapterManifest)(Xiaoe.manifest))
    assert.isTrue(Result.isSuccess(registerAdapter(Xiaoe, { package: Xiaoe.manifest.package, version: "0.0.0" })))
  })

  it("every operation of it names its document", () => {
    for (const operation of Object.values(Xiaoe.manifest.operations))
      assert.include(operation.document, "api-doc.xiaoe-tech.com")
  })
})
