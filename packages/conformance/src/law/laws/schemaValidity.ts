/**
 * Schema validity: every encoded order is valid by the published JSON Schema.
 *
 * Whatever was decoded (a normal answer, one in PHP shapes, one with an unknown code, one with garbage), and however
 * the order is encoded (private text revealed or not; the raw answer left out, masked or in full), the JSON is valid.
 * Decoding and encoding it again gives the same text.
 */
import { isOrder, Order, type OrderAdapter } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { withPhpShapes, withUnknownCode } from "../../twin/json/distort.ts"
import { writeJson } from "../../twin/json/JsonNode.ts"
import { makeDice } from "../../world/Dice.ts"
import { damageTree } from "../answer/damage.ts"
import { schemaFaults } from "../answer/orderSchema.ts"
import { answerDraws, decodesNothing, makeTrialAnswer, operationCasesWith } from "../answer/TrialAnswer.ts"
import { seedBelow } from "../trial/arbitraries.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"

export const schemaValidity = makeLaw({
  name: "schema-validity",
  promise: "whatever is decoded and however it is encoded, the order is valid by the published schema",
  doors: "first",
  trials: Arbitrary.all({ ...answerDraws, change: seedBelow(10_000) }),
  cases: (subject) =>
    operationCasesWith(subject, ["as documented", "in PHP shapes", "with an unknown code", "with garbage"]),
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const { adapter, answer, body, marked, operation } = yield* makeTrialAnswer(subject, trial)
      const dice = makeDice(trial.seed, "change", trial.change)
      const changed = (): readonly [string, string] => {
        switch (trial.how) {
          case "as documented":
            return [trial.how, body]
          case "in PHP shapes":
            return [trial.how, writeJson(withPhpShapes(marked, dice))]
          case "with an unknown code":
            return [trial.how, writeJson(withUnknownCode(marked, dice))]
          case "with garbage": {
            const damaged = damageTree(answer, dice)
            return [`with ${damaged.how}`, damaged.body]
          }
        }
      }
      for (let count = 0; count < changesPerTrial; count++) {
        const [how, sent] = changed()
        const records = yield* Effect.orElseSucceed(adapter.decode(operation, sent), () => [])
        for (const record of records) {
          if (isOrder(record)) yield* isValid(adapter, record, `${operation} ${how}`)
        }
      }
    })
})

/** How many changes of one answer a trial decodes. */
const changesPerTrial = 3

const ways = [
  { reveal: true, raw: "omit" },
  { reveal: false, raw: "masked" },
  { reveal: true, raw: "full" },
  { reveal: false, raw: "omit" }
] as const

const parse = Schema.decodeUnknownResult(Order)
const print = Schema.encodeResult(Order)

const isValid = (adapter: OrderAdapter, order: Order, where: string): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    for (const way of ways) {
      const encoded = adapter.encode(order, way)
      const how = `${where}, encoded with ${JSON.stringify(way)}`
      const faults = schemaFaults(encoded)
      yield* holds(faults.length === 0, () => `${how}: ${faults.slice(0, 5).join("; ")}`)
      const text = JSON.stringify(encoded)
      const parsed = parse(JSON.parse(text))
      const again = parsed._tag === "Success" ? print(parsed.success) : null
      yield* holds(
        again !== null && again._tag === "Success" && JSON.stringify(again.success) === text,
        () => `${how}: decoding and encoding it again gives another text`
      )
    }
  })
