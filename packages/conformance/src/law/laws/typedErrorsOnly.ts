/**
 * Typed errors only: whatever the platform sends instead of an answer, the adapter does not throw.
 *
 * With garbage at any place, a cut text, no text, an HTML page, lists for objects, deep nesting or huge numbers,
 * decoding, explaining and calls end in records or in an `AdapterError` with a pointer into the answer. Nothing throws.
 * A bad row of a list is quarantined, and the other rows are decoded.
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

import * as Effect from "effect/Effect"

import * as Stream from "effect/Stream"
import { nodeAt } from "../../twin/json/editJson.ts"
import type { JsonNode } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { badRowIsQuarantined } from "../answer/badRow.ts"
import { type Damaged, damage } from "../answer/damage.ts"
import { parseBody } from "../answer/decode.ts"
import { answerChoices, decodesNothing, makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { recentOrders } from "../calls/listQueries.ts"
import { withDamagedAnswers } from "../faults/withDamagedAnswers.ts"
import { between } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import type { Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

export const typedErrorsOnly = makeLaw({
  name: "typed-errors-only",
  promise: "whatever the platform sends ends in records or a typed error, and a bad row does not cost another row",
  doors: "each",
  trials: Arbitrary.all({ answer: answerChoices, damage: between(0, 9_999), calls: between(0, 3) }),
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const dice = makeDice(trial.answer.seed, "damage", trial.damage)
      if (trial.calls === 0) yield* callsEnd(subject, trial.answer.seed, dice)
      // Decoding does not depend on the door.
      if (!subject.isFirstDoor) return
      const trialAnswer = yield* makeTrialAnswer(subject, trial.answer, { orders: 3 })
      const { adapter, answer, operation } = trialAnswer
      for (const damaged of [damage(answer, dice), damage(answer, dice)]) {
        yield* isDecodedOrRefused(adapter, operation, answer, damaged)
      }
      yield* isUnknownOperation(adapter, dice.pick(["no.such.operation", "constructor", "__proto__", ""]))
      yield* badRowIsQuarantined(subject, trialAnswer, trial.answer, dice)
    })
})

const isDecodedOrRefused = (
  adapter: OrderAdapter,
  operation: OperationName,
  undamaged: JsonNode,
  { body, how }: Damaged
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const where = `${operation}, ${how}`
    const sent = parseBody(body)
    const decoded = yield* Effect.result(adapter.decode(operation, body))
    if (decoded._tag === "Failure") yield* isTyped(decoded.failure, sent, undamaged, where)
    else yield* areRecords(decoded.success, sent, undamaged, where)
    const explained = yield* Effect.result(adapter.explain(operation, body))
    if (explained._tag === "Success") return
    yield* isTyped(explained.failure, sent, undamaged, `${where}, explained`)
    yield* holds(decoded._tag === "Failure", () => `${where}: it can be decoded, but not explained`)
  })

const areRecords = (
  records: ReadonlyArray<OrderRecord>,
  sent: JsonNode,
  undamaged: JsonNode,
  where: string
): Effect.Effect<void, Breach> =>
  Effect.forEach(
    records,
    (record) => (isQuarantined(record) ? isTyped(record.error, sent, undamaged, where) : Effect.void),
    {
      discard: true
    }
  )

const isTyped = (
  error: AdapterError,
  sent: JsonNode,
  undamaged: JsonNode,
  where: string
): Effect.Effect<void, Breach> => {
  if (!isAdapterError(error)) return breach(`${where}: the failure is not an AdapterError`)
  const { reason } = error
  if (reason._tag !== "ResponseDecode" || reason.position !== null) return Effect.void
  return holds(
    leadsInto(sent, reason.pointer) || leadsInto(undamaged, reason.pointer),
    () => `${where}: the error points to ${reason.pointer}, which is not in the answer`
  )
}

/** Whether the pointer leads to a place of the tree, or to a missing member or entry of such a place. */
const leadsInto = (tree: JsonNode, pointer: Pointer): boolean =>
  pointer === "" || nodeAt(tree, pointer.slice(0, pointer.lastIndexOf("/"))) !== undefined

const isUnknownOperation = (adapter: OrderAdapter, operation: OperationName): Effect.Effect<void, Breach> =>
  Effect.matchEffect(adapter.decode(operation, "{}"), {
    onFailure: (error) =>
      holds(
        isAdapterError(error) && error.reason._tag === "NotSupported",
        () =>
          `the unknown operation ${JSON.stringify(operation)} fails with ${error.reason._tag}, not with NotSupported`
      ),
    onSuccess: () => breach(`the unknown operation ${JSON.stringify(operation)} is decoded`)
  })

/** Calls end in orders or typed errors if some of the platform's answers are damaged. */
const callsEnd = (subject: Subject, seed: number, dice: Dice): Effect.Effect<void, Breach> =>
  inTrialTime(
    Effect.gen(function* () {
      const probability = dice.pick([0.3, 1])
      const { adapter, twin } = yield* makeTrialShop(subject, {
        seed,
        wrapClient: (client) => withDamagedAnswers(client, dice, () => dice.chance(probability))
      })
      const ends = (name: string, error: unknown) =>
        holds(isAdapterError(error), () => `${name}: the failure is not an AdapterError`)
      if (adapter.manifest.capabilities.getOrder) {
        for (const { orderId } of twin.orders()) {
          yield* Effect.catch(Effect.asVoid(adapter.getOrder(orderId)), (error) => ends("getOrder", error))
        }
      }
      if (adapter.manifest.capabilities.listOrders === null) return
      const list = adapter.listOrders(recentOrders(adapter, twin, true))
      yield* Effect.catch(Stream.runDrain(list), (error) => ends("listOrders", error))
    })
  )
