/** A schema that an author derives from one of `Wire` does what he wrote, on its own and inside others. */
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { locate } from "../../src/answer/Located.ts"
import { wireReader } from "../../src/codec/OperationCodec.ts"
import * as Wire from "../../src/mapping/Wire.ts"

const hundredfold = Wire.yuan.pipe(
  Schema.decode({
    decode: SchemaGetter.transform((amount) => amount.map((fen) => fen * 100)),
    encode: SchemaGetter.forbidden(() => "answers are read")
  })
)

const small = Wire.fen.pipe(Schema.refine((amount): amount is typeof amount => (amount.value ?? 0) < 100))

describe("a schema that an author derives", () => {
  it("keeps its own step", () => {
    const read = Result.getOrThrow(wireReader(hundredfold)(locate("1.00")))
    assert.strictEqual(read.value, 10_000)
  })

  it("keeps it in an object and in a list", () => {
    const Answer = Wire.object({ one: hundredfold, all: Wire.list(hundredfold) })
    const { all, one } = Result.getOrThrow(wireReader(Answer)(locate({ one: "0.50", all: ["1.00", "2.00"] })))
    assert.deepStrictEqual([one.value, ...all.map(({ value }) => value)], [5000, 10_000, 20_000])
  })

  it("keeps its check", () => {
    assert.isTrue(Result.isSuccess(wireReader(small)(locate(99))))
    assert.isTrue(Result.isFailure(wireReader(small)(locate(100))))
  })
})
