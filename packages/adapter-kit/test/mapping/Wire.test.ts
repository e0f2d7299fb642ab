/** Ids and codes, sent as text or as numbers, in an answer's object, in its lists and in a list that is sent as text. */
import { assert, describe, it } from "@effect/vitest"
import type { Json } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { locate } from "../../src/answer/Located.ts"
import { readLossless } from "../../src/answer/LosslessJson.ts"
import { wireReader } from "../../src/codec/OperationCodec.ts"
import * as Wire from "../../src/mapping/Wire.ts"

const Answer = Wire.object({
  id: Wire.id,
  code: Wire.code,
  ids: Wire.list(Wire.id),
  listed: Wire.idList,
  inText: Wire.idList,
  flag: Wire.flag,
  block: Wire.block({ id: Wire.id })
})

/** What is read where each of these places has this JSON text; `null` if it cannot be read. */
const readEverywhere = (json: string) => {
  const inText = JSON.stringify(`[${json}]`)
  const body = `{"id":${json},"code":${json},"ids":[1,${json}],"listed":[1,${json}],"inText":${inText}}`
  const { exact, value } = Result.getOrThrow(readLossless(body))
  return Result.match(wireReader(Answer)(locate(value, "", exact)), {
    onFailure: () => null,
    onSuccess: ({ code, id, ids, inText: texts, listed }) => ({
      ids: [id, ids[1], listed[1], texts[0]].map((traced) => traced?.value),
      code: code.value
    })
  })
}

const four = (id: string | null) => [id, id, id, id]

/** Digits, letters and what floating-point numbers are written with: merchants' codes, serial numbers, waybills. */
const merchantText = Arbitrary.schema(Schema.String.check(Schema.isPattern(/^[1-9][0-9.]{0,3}[eE][+-]?[0-9]{1,3}$/)))
const digits = Arbitrary.schema(Schema.String.check(Schema.isPattern(/^[1-9][0-9]{0,24}$/)))

describe("an id or a code", () => {
  it.prop("that is text is what was sent, also if it looks like a floating-point number", [merchantText], ([text]) => {
    assert.deepStrictEqual(readEverywhere(JSON.stringify(text)), { ids: four(text), code: text })
  })

  it.prop("that is a number is its digits, also if it is spelled with zeros behind the point", [digits], ([text]) => {
    for (const spelling of [text, `${text}.0`, `${text}.000`])
      assert.deepStrictEqual(readEverywhere(spelling), { ids: four(text), code: text })
  })

  it("that is a number with a fraction or an exponent may have lost digits", () => {
    for (const spelling of ["1.5", "12.50", "1e3", "1.2345678E7", "6.93e18"]) assert.isNull(readEverywhere(spelling))
  })

  it("is absent where it is 0, in every spelling", () => {
    for (const spelling of ["0", "0.0", "-0", "-0.0", '"0"', '"--"'])
      assert.deepStrictEqual(readEverywhere(spelling)?.ids, four(null))
    for (const spelling of ["0", "0.0", "-0", "-0.0"]) assert.strictEqual(readEverywhere(spelling)?.code, "0")
  })
})

describe("a flag", () => {
  const read = (body: string) => {
    const { exact, value } = Result.getOrThrow(readLossless(body))
    return Result.getOrNull(wireReader(Answer)(locate(value, "", exact)))
  }

  it("may be a floating-point number", () => {
    assert.strictEqual(read('{"flag":1.0}')?.flag.value, true)
    assert.strictEqual(read('{"flag":0.0}')?.flag.value, false)
    assert.isNull(read('{"flag":"1.0"}'))
    assert.isNull(read('{"flag":2.0}'))
  })

  it("that says that a block is empty may be one too", () => {
    const idOf = (flag: string) => read(`{"block":{"id":7,"has_result":${flag}}}`)?.block.id.value
    assert.deepStrictEqual(["1.0", "0.0", "0", '"0"', "false"].map(idOf), ["7", null, null, null, null])
  })
})

describe("a part that no document describes", () => {
  const Part = Wire.object({ part: Wire.ifStructured(Wire.list(Wire.object({ amount: Wire.fen }))) })
  const amounts = (part: Json) =>
    Result.map(wireReader(Part)(locate({ part })), (read) => read.part.map(({ amount }) => amount.value))

  it("is absent where a text or a number stands", () => {
    for (const other of ["words", "{}", 5, null, []]) assert.deepStrictEqual(amounts(other), Result.succeed([]))
  })

  it("is read as its schema says where an object or a list stands", () => {
    assert.deepStrictEqual(amounts([{ amount: 1 }, { amount: "2" }]), Result.succeed([1, 2]))
    assert.deepStrictEqual(amounts({ amount: 3 }), Result.succeed([3]))
    assert.isTrue(Result.isFailure(amounts([{ amount: "1.5" }])))
  })
})
