/** A row of a list that cannot be decoded is quarantined, and the other rows are decoded. */
import { isAdapterError, isOrder, isQuarantined, type OperationName } from "@huidan/core"
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

export const badRowIsQuarantined = (
  { twin: { operations } }: Subject,
  { adapter, operation, twin }: TrialAnswer,
  { seed, variation }: AnswerChoice,
  { how, spoil }: RowSpoiling,
  dice: Dice
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const answer = operations[operation]?.answer ?? null
    if (answer === null) return
    const orders = twin.orders()
    const rows = orders.map((order) => answer.encode(order, makeDice(seed, operation, order.orderId, variation)))
    const bad = dice.between(0, rows.length - 1)
    const row = rows[bad] ?? null
    const spoilt = spoil(row)
    const page = { page: 1, size: rows.length, total: rows.length }
    const bodyWith = (other: JsonNode) =>
      writeJson(answer.wrap(rows.with(bad, other), page, makeDice(seed, operation, "wrap", variation)))
    const others = orders.filter((_, index) => index !== bad).map(({ orderId }) => orderId)

    const where = `${operation}, row ${bad + 1} of ${rows.length} with ${how}`
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
        () => `${operation}, row ${bad + 1} with ${damaged.how}: the whole answer fails: ${decoded.failure.message}`
      )
      return
    }
    const kept = new Set(decoded.success.filter(isOrder).map(({ orderId }) => orderId))
    yield* holds(
      others.every((orderId) => kept.has(orderId)),
      () => `${operation}, row ${bad + 1} with ${damaged.how}: another order is lost`
    )
  })
