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
import { answerChoices, decodesNothing, makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { between } from "../trial/arbitraries.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"

export const schemaValidity = makeLaw({
  name: "schema-validity",
  promise: "whatever is decoded and however it is encoded, the order is valid by the published schema",
  doors: "first",
  trials: Arbitrary.all({ answer: answerChoices, change: between(0, 9_999) }),
  notDeclared: decodesNothing,
  keep: ({ answer: trial, change }, subject) =>
    Effect.gen(function* () {
      const { adapter, answer, body, marked, operation } = yield* makeTrialAnswer(subject, trial)
      const dice = makeDice(trial.seed, "change", change)
      const damaged = damageTree(answer, dice)
      const bodies = [
        ["as documented", body],
        ["in PHP shapes", writeJson(withPhpShapes(marked, dice))],
        ["with an unknown code", writeJson(withUnknownCode(marked, dice))],
        [`with ${damaged.how}`, damaged.body]
      ] as const
      const [how, sent] = dice.pick<readonly [string, string]>(bodies)
      const records = yield* Effect.orElseSucceed(adapter.decode(operation, sent), () => [])
      for (const record of records) {
        if (isOrder(record)) yield* isValid(adapter, record, `${operation} ${how}`)
      }
    })
})

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
