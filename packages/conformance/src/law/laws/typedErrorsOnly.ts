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
  type OrderQuery,
  type OrderRecord
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { JsonNode } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { badRowIsQuarantined, rowSpoilings } from "../answer/badRow.ts"
import { type Damaged, damagedTexts, damageTree } from "../answer/damage.ts"
import { parseBody } from "../answer/decode.ts"
import { leadsInto } from "../answer/leadsInto.ts"
import { answerDraws, decodesNothing, makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { listTimes, recentOrders } from "../calls/listQueries.ts"
import { withDamagedAnswers } from "../faults/withDamagedAnswers.ts"
import { seedBelow } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

export const typedErrorsOnly = makeLaw({
  name: "typed-errors-only",
  promise: "whatever the platform sends ends in records or a typed error, and a bad row does not cost another row",
  doors: "each",
  trials: Arbitrary.all({ ...answerDraws, damage: seedBelow(10_000) }),
  cases: (subject) => [
    ...(subject.manifest.capabilities.getOrder ? [named("getOrder", { call: "getOrder" })] : []),
    ...listTimes(subject.manifest).map((by) => named(`list by ${by}`, { call: by })),
    // Decoding does not depend on the door.
    ...(subject.isFirstDoor ? decodings(subject) : [])
  ],
  notDeclared: decodesNothing,
  keep: ({ damage: which, seed, variation, what }, subject) =>
    Effect.gen(function* () {
      const dice = makeDice(seed, "damage", which)
      if ("call" in what) return yield* callEnds(subject, seed, what.call, dice)
      const { how, operation } = what
      const trial = { operation, seed, variation }
      const trialAnswer = yield* makeTrialAnswer(subject, trial, { orders: how === "a bad row" ? 3 : 1 })
      const { adapter, answer, body } = trialAnswer
      if (how === "a bad row") {
        for (const spoiling of rowSpoilings(subject, operation)) {
          yield* badRowIsQuarantined(subject, trialAnswer, trial, spoiling, dice)
        }
        return
      }
      for (const name of unknownOperations) yield* isUnknownOperation(adapter, name)
      const damages =
        how === "a damaged text"
          ? damagedTexts(body, dice)
          : Array.from({ length: damagesPerTrial }, () => damageTree(answer, dice))
      for (const damaged of damages) yield* isDecodedOrRefused(adapter, operation, answer, damaged)
    })
})

/** How many damaged answers a trial decodes. */
const damagesPerTrial = 6

const unknownOperations = ["no.such.operation", "constructor", "__proto__", ""]

/** What a trial damages: the platform's answers to a call, or one answer that is decoded. */
type What =
  | { readonly call: "getOrder" | OrderQuery["by"] }
  | { readonly operation: OperationName; readonly how: "a damaged text" | "damaged values" | "a bad row" }

const named = (name: string, what: What): LawCase<{ readonly what: What }> => ({ name, trial: { what } })

const decodings = ({ manifest, ...subject }: Subject): ReadonlyArray<LawCase<{ readonly what: What }>> =>
  decodedOperations({ manifest, ...subject }).flatMap((operation) =>
    (["a damaged text", "damaged values", "a bad row"] as const)
      .filter((how) => how !== "a bad row" || manifest.operations[operation]?.answers === "orders")
      .map((how) => named(`decode ${operation}, ${how}`, { operation, how }))
  )

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
    leadsInto(sent, undamaged, reason.pointer),
    () => `${where}: the error points to ${reason.pointer}, which is not in the answer`
  )
}

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

/** A call ends in orders or a typed error if some of the platform's answers are damaged. */
const callEnds = (
  subject: Subject,
  seed: number,
  call: "getOrder" | OrderQuery["by"],
  dice: Dice
): Effect.Effect<void, Breach> =>
  inTrialTime(
    Effect.gen(function* () {
      let isFirst = true
      const isDamaged = () => {
        const damaged = isFirst || dice.chance(0.5)
        isFirst = false
        return damaged
      }
      const { adapter, twin } = yield* makeTrialShop(subject, {
        seed,
        wrapClient: (client) => withDamagedAnswers(client, dice, isDamaged)
      })
      const ends = (name: string, error: unknown) =>
        holds(isAdapterError(error), () => `${name}: the failure is not an AdapterError`)
      if (call === "getOrder") {
        for (const { orderId } of twin.orders()) {
          yield* Effect.catch(Effect.asVoid(adapter.getOrder(orderId)), (error) => ends("getOrder", error))
        }
        return
      }
      const list = adapter.listOrders(recentOrders(twin, call))
      yield* Effect.catch(Stream.runDrain(list), (error) => ends("listOrders", error))
    })
  )
