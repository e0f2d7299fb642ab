import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { fengchaoSign, officialSign, paramJson } from "../src/Auth.ts"

interface Vector {
  readonly id: string
  readonly app_key: string
  readonly app_secret: string
  readonly method: string
  readonly param_json: string
  readonly timestamp: string
  readonly v: string
  readonly sign_method: "md5" | "hmac-sha256"
  readonly params: Readonly<Record<string, string>>
  readonly sign: string
}

const fixture = (file: string): string => readFileSync(new URL(`../fixtures/${file}`, import.meta.url), "utf8")
const vectors = JSON.parse(fixture("signatures/sign.vectors.published.json")) as ReadonlyArray<Vector>
const official = vectors.filter((vector) => vector.sign_method !== undefined)
const fengchao = vectors.filter((vector) => vector.params !== undefined)

const signOf = (vector: Vector) =>
  officialSign(
    {
      appKey: vector.app_key,
      method: vector.method,
      paramJson: vector.param_json,
      timestamp: vector.timestamp,
      version: vector.v,
      signMethod: vector.sign_method
    },
    Redacted.make(vector.app_secret)
  )

describe("the official signature", () => {
  it("has vectors of both methods", () => {
    assert.deepStrictEqual(
      official.map((vector) => vector.sign_method),
      ["md5", "hmac-sha256"]
    )
  })

  it.effect.each(official)("$id", (vector) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* signOf(vector), vector.sign)
    })
  )

  it("signs parameters compact, sorted at every level, with nothing escaped", () => {
    assert.strictEqual(paramJson({ size: 100, page: 0 }), '{"page":0,"size":100}')
    assert.strictEqual(
      paramJson({ b: { d: [{ y: 1, x: "汉字" }], c: null }, a: "<&>'+/=", 10: true, 9: false }),
      '{"10":true,"9":false,"a":"<&>\'+/=","b":{"c":null,"d":[{"x":"汉字","y":1}]}}'
    )
    assert.strictEqual(paramJson({}), "{}")
  })
})

describe("the signature of 蜂巢", () => {
  it.effect.each(fengchao)("$id", (vector) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* fengchaoSign(vector.params, Redacted.make(vector.app_secret)), vector.sign)
    })
  )

  const sign = (parameters: Readonly<Record<string, string>>) => fengchaoSign(parameters, Redacted.make("test-secret"))

  it.effect("does not depend on the order of the parameters, nor on an old sign among them", () =>
    Effect.gen(function* () {
      const [vector] = fengchao
      const entries = Object.entries(vector?.params ?? {})
      assert.isAbove(entries.length, 3)
      for (let turn = 1; turn < entries.length; turn++) {
        const turned = [...entries.slice(turn), ...entries.slice(0, turn)]
        assert.strictEqual(yield* sign(Object.fromEntries(turned)), vector?.sign)
      }
      assert.strictEqual(yield* sign({ sign: "old", ...vector?.params }), vector?.sign)
    })
  )

  const values = [
    [{ a: "x&y", b: "<1>" }, "test-secretax&yb<1>test-secret"],
    [{ b: "a+b c%2B", a: "汉字" }, "test-secreta汉字ba+b c%2Btest-secret"],
    [{ a: "", b: "1" }, "test-secretab1test-secret"]
  ] as const
  it.effect.each(values)("signs values as they are, before any encoding: %o", ([parameters, text]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* sign(parameters), createHash("md5").update(text, "utf8").digest("hex"))
    })
  )

  it.effect("an empty value is signed by its key", () =>
    Effect.gen(function* () {
      assert.notStrictEqual(yield* sign({ a: "1", b: "" }), yield* sign({ a: "1" }))
    })
  )
})
