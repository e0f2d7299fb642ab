/** A row of a list that cannot be decoded is quarantined, and the other rows are decoded. */
import { isAdapterError, isOrder, isQuarantined, type OperationName, type OrderId } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import type { Subject } from "../trial/Subject.ts"
import { damageTree } from "./damage.ts"
import { decodeRecords, parseBody } from "./decode.ts"
import type { AnswerChoice, TrialAnswer } from "./TrialAnswer.ts"

/** One way to spoil a row, in words. */
export interface RowSpoiling {
  readonly how: string
  readonly spoil: (row: JsonNode) => JsonNode
}

/** Every way to spoil a row of the operation. */
export const rowSpoilings = ({ twin }: Subject, operation: OperationName): ReadonlyArray<RowSpoiling> => [
  { how: "a text for a row", spoil: () => "no row" },
  ...twin.poisons.map(({ name, spoil }): RowSpoiling => ({ how: name, spoil: (row) => spoil(row, operation) }))
]

/** A list's answer of which one row can be replaced. */
export interface SpoiltAnswer {
  /** The row as it is without mistake. */
  readonly row: JsonNode
  /** In words: `row 2 of 3`. */
  readonly place: string
  /** The text of the answer with another row in its place. */
  readonly bodyWith: (other: JsonNode) => string
  /** The orders of the other rows. */
  readonly others: ReadonlyArray<OrderId>
}

/** The answer with all orders of the twin, and one of its rows by chance; `null` if the operation holds no orders. */
export const answerWithSpoiltRow = (
  { twin: { operations } }: Subject,
  { operation, twin }: Pick<TrialAnswer, "operation" | "twin">,
  { seed, variation }: AnswerChoice,
  dice: Dice
): SpoiltAnswer | null => {
  const answer = operations[operation]?.answer ?? null
  if (answer === null) return null
  const orders = twin.orders()
  const rows = orders.map((order) => answer.encode(order, makeDice(seed, operation, order.orderId, variation)))
  const bad = dice.between(0, rows.length - 1)
  const page = { page: 1, size: rows.length, total: rows.length }
  return {
    row: rows[bad] ?? null,
    place: `row ${bad + 1} of ${rows.length}`,
    bodyWith: (other) =>
      writeJson(answer.wrap(rows.with(bad, other), page, makeDice(seed, operation, "wrap", variation))),
    others: orders.filter((_, index) => index !== bad).map(({ orderId }) => orderId)
  }
}

export const badRowIsQuarantined = (
  subject: Subject,
  trialAnswer: TrialAnswer,
  choice: AnswerChoice,
  { how, spoil }: RowSpoiling,
  dice: Dice
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { adapter, operation } = trialAnswer
    const answer = answerWithSpoiltRow(subject, trialAnswer, choice, dice)
    if (answer === null) return
    const { bodyWith, others, place, row } = answer
    const spoilt = spoil(row)

    const where = `${operation}, ${place} with ${how}`
    const records = yield* decodeRecords(adapter, operation, bodyWith(spoilt), `${where}: the whole answer fails`)
    const found = new Set(records.filter(isOrder).map(({ orderId }) => orderId))
    yield* holds(
      others.every((orderId) => found.has(orderId)),
      () => `${where}: another order is lost`
    )
    // A poison changes nothing if this operation does not have its field.
    if (writeJson(spoilt) !== writeJson(row)) {
      const quarantined = records.filter(isQuarantined)
      yield* holds(
        quarantined.length === 1 &&
          quarantined.every(({ error, fingerprint }) => isAdapterError(error) && fingerprint !== ""),
        () => `${where}: ${quarantined.length} rows are quarantined, must be 1`
      )
    }

    const damaged = damageTree(parseBody(writeJson(row)), dice)
    const decoded = yield* Effect.result(adapter.decode(operation, bodyWith(damaged.tree)))
    if (decoded._tag === "Failure") {
      // A row of another shop is a wrong configuration, and fails the whole answer.
      yield* holds(
        decoded.failure.reason._tag === "Configuration",
        () => `${operation}, ${place} with ${damaged.how}: the whole answer fails: ${decoded.failure.message}`
      )
      return
    }
    const kept = new Set(decoded.success.filter(isOrder).map(({ orderId }) => orderId))
    yield* holds(
      others.every((orderId) => kept.has(orderId)),
      () => `${operation}, ${place} with ${damaged.how}: another order is lost`
    )
  })
