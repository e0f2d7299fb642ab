/**
 * Typed errors only: whatever comes instead of an answer, the adapter keeps its countenance.
 *
 * Garbage at any place, half a text, no text, a page, lists for objects, deep nesting, huge numbers: decoding, explaining
 * and calls end in records or in an `AdapterError` whose pointer leads into the answer. Nothing throws. One bad row of a
 * list is quarantined, and the others come.
 */
import {
  type AdapterError,
  isAdapterError,
  isQuarantined,
  type OperationName,
  type OrderAdapter,
  type OrderRecord,
  type Pointer
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import { nodeAt } from "../../twin/json/editJson.ts"
import type { JsonNode } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { isBadRowAlone } from "../answer/badRow.ts"
import { type Damaged, damage } from "../answer/damage.ts"
import { answerTrials, decodesNothing, openAnswer, readAnswer } from "../answer/TrialAnswer.ts"
import { listsBy } from "../calls/listsBy.ts"
import { between } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import type { Subject } from "../trial/Subject.ts"
import { atOpening, openShop } from "../trial/TrialShop.ts"

export const typedErrorsOnly = makeLaw({
  name: "typed-errors-only",
  promise: "whatever comes instead of an answer ends in records or a typed error, and one bad row costs no other",
  doors: "each",
  trials: Arbitrary.all({ answer: answerTrials, damage: between(0, 9_999), calls: between(0, 3) }),
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const dice = makeDice(trial.answer.seed, "damage", trial.damage)
      if (trial.calls === 0) yield* callsEnd(subject, trial.answer.seed, dice)
      // Answers are read alike behind every door.
      if (!subject.isFirstDoor) return
      const opened = yield* openAnswer(subject, trial.answer, { orders: 3 })
      const { adapter, answer, operation } = opened
      for (const damaged of [damage(answer, dice), damage(answer, dice)]) {
        yield* isReadOrRefused(adapter, operation, answer, damaged)
      }
      yield* isUnknownOperation(adapter, dice.pick(["no.such.operation", "constructor", "__proto__", ""]))
      yield* isBadRowAlone(subject, opened, trial.answer, dice)
    })
})

const isReadOrRefused = (
  adapter: OrderAdapter,
  operation: OperationName,
  honest: JsonNode,
  { body, how }: Damaged
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const where = `${operation}, ${how}`
    const sent = readAnswer(body)
    const read = yield* Effect.result(adapter.decode(operation, body))
    if (read._tag === "Failure") yield* isTyped(read.failure, sent, honest, where)
    else yield* areRecords(read.success, sent, honest, where)
    const explained = yield* Effect.result(adapter.explain(operation, body))
    if (explained._tag === "Success") return
    yield* isTyped(explained.failure, sent, honest, `${where}, explained`)
    yield* holds(read._tag === "Failure", () => `${where}: it can be decoded, not explained`)
  })

const areRecords = (
  records: ReadonlyArray<OrderRecord>,
  sent: JsonNode,
  honest: JsonNode,
  where: string
): Effect.Effect<void, Breach> =>
  Effect.forEach(
    records,
    (record) => (isQuarantined(record) ? isTyped(record.error, sent, honest, where) : Effect.void),
    {
      discard: true
    }
  )

const isTyped = (error: AdapterError, sent: JsonNode, honest: JsonNode, where: string): Effect.Effect<void, Breach> => {
  if (!isAdapterError(error)) return breach(`${where}: fails with something that is no AdapterError`)
  const { reason } = error
  if (reason._tag !== "ResponseDecode" || reason.position !== null) return Effect.void
  return holds(
    leadsInto(sent, reason.pointer) || leadsInto(honest, reason.pointer),
    () => `${where}: the error names ${reason.pointer}, which is no place of the answer`
  )
}

/** A place of the tree, or one that is missing in a place of it. */
const leadsInto = (tree: JsonNode, pointer: Pointer): boolean =>
  pointer === "" || nodeAt(tree, pointer.slice(0, pointer.lastIndexOf("/"))) !== undefined

const isUnknownOperation = (adapter: OrderAdapter, operation: OperationName): Effect.Effect<void, Breach> =>
  Effect.matchEffect(adapter.decode(operation, "{}"), {
    onFailure: (error) =>
      holds(
        isAdapterError(error) && error.reason._tag === "NotSupported",
        () => `the unknown operation ${JSON.stringify(operation)} fails as ${error.reason._tag}, not as NotSupported`
      ),
    onSuccess: () => breach(`the unknown operation ${JSON.stringify(operation)} is decoded`)
  })

/** Calls end, while some of the platform's answers are damaged. */
const callsEnd = (subject: Subject, seed: number, dice: Dice): Effect.Effect<void, Breach> =>
  atOpening(
    Effect.gen(function* () {
      const probability = dice.pick([0.3, 1])
      const { adapter, twin } = yield* openShop(subject, {
        seed,
        between: HttpClient.transformResponse((responding) =>
          Effect.gen(function* () {
            const response = yield* responding
            if (!dice.chance(probability)) return response
            const { body } = damage(readAnswer(yield* response.text), dice)
            return HttpClientResponse.fromWeb(response.request, new Response(body, { status: response.status }))
          })
        )
      })
      const ends = (name: string, error: unknown) =>
        holds(isAdapterError(error), () => `${name}: fails with something that is no AdapterError`)
      if (adapter.manifest.capabilities.getOrder) {
        for (const { orderId } of twin.orders()) {
          yield* Effect.catch(Effect.asVoid(adapter.getOrder(orderId)), (error) => ends("getOrder", error))
        }
      }
      if (adapter.manifest.capabilities.listOrders === null) return
      const until = twin.baseTime
      const query = { by: listsBy(adapter.manifest, true), since: DateTime.subtract(until, { days: 3 }), until }
      yield* Effect.catch(Stream.runDrain(adapter.listOrders(query)), (error) => ends("listOrders", error))
    })
  )
