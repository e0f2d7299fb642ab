/** What the manifest of an adapter says of a shop. */
import { assert, describe, it } from "@effect/vitest"
import { type FieldPattern, fieldPatterns } from "@huidan/core"
import { Schema } from "effect"
import { doorOf } from "../../src/index.ts"
import { makeFakePlatform } from "./FakePlatform.ts"

const { manifest } = makeFakePlatform("updated").adapter

const doorWith = (list: ReadonlyArray<FieldPattern>, detail: ReadonlyArray<FieldPattern>) => {
  const { detail: details, list: lists } = manifest.operations
  if (details === undefined || lists === undefined) throw new Error("the fake platform has both")
  return doorOf({
    ...manifest,
    operations: { list: { ...lists, carries: list }, detail: { ...details, carries: detail } }
  })
}

const patterns = fieldPatterns(
  "/kind /status /amounts /lines /buyer /times/created /recipient /refunds /delivery /invoice /notes /payment"
)

/** Some of the patterns, in any sequence. */
const Some = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: patterns.length - 1 }))).check(
  Schema.isMaxLength(patterns.length)
)
const named = (indices: ReadonlyArray<number>) => indices.flatMap((index) => patterns[index] ?? [])

describe("a list", () => {
  it.prop(
    "meets wants if it carries all that a detail carries, whatever the sequence of the patterns",
    { some: Some, more: Some },
    ({ more, some }) => {
      const detail = [...new Set(named(some))]
      const list = [...new Set(named(more))]
      const carriesAll = detail.every((pattern) => list.includes(pattern))
      assert.strictEqual(doorWith(list, detail).meetsWants("list"), carriesAll)
      assert.isTrue(doorWith([...list, ...detail], detail.toReversed()).meetsWants("list"))
    }
  )
})
