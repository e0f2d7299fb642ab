/** A code that no table knows is read the same however it is spelled, also as something that every object has. */
import { assert, describe, it } from "@effect/vitest"
import type { Fixture } from "@huidan/conformance/fixtures"
import { isOrder, type OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { parseLossless } from "../packages/adapter-kit/src/answer/LosslessJson.ts"
import { unknownText as ordinary, respelled } from "./mutate.ts"
import { subjects } from "./support.ts"

/** A function of the prototype, and the prototype itself. */
const inherited = ["constructor", "__proto__"]

/** What an answer comes to, as text: its records, or the failure. */
const told = (adapter: OrderAdapter, operation: string, body: string): Effect.Effect<string> =>
  adapter.decode(operation, body).pipe(
    Effect.map((records) =>
      records.map((record) =>
        isOrder(record) ? adapter.encode(record, { reveal: true, raw: "omit" }) : { quarantined: record.error.reason }
      )
    ),
    Effect.catch((error) => Effect.succeed({ failed: error.reason, answer: error.answer })),
    Effect.map((outcome) => JSON.stringify(outcome))
  )

/** What differs in length alone is no difference. */
const neutral = (text: string, spelling: string): string =>
  text.replaceAll(spelling, ordinary).replaceAll(/text of \d+ characters/g, "text")

const differences = Effect.fnUntraced(function* (adapter: OrderAdapter, { body, operation }: Fixture) {
  const document = Result.getOrThrow(parseLossless(body))
  const found: Array<string> = []
  for (const { pointer, spell } of respelled(document)) {
    const expected = neutral(yield* told(adapter, operation, spell(ordinary)), ordinary)
    for (const spelling of inherited) {
      const outcome = neutral(yield* told(adapter, operation, spell(spelling)), spelling)
      if (outcome !== expected) found.push(`${pointer}: ${spelling}`)
    }
  }
  return found
})

describe.each(subjects)("$platform", (subject) => {
  it.effect.each(subject.fixtures)(
    "$operation, $case",
    (fixture) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* differences(yield* subject.make, fixture), [])
      }).pipe(Effect.scoped),
    60_000
  )
})
