/** One row of a list that cannot be read: it is quarantined, and the others come. */
import { isAdapterError, isOrder, isQuarantined } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import type { Subject } from "../trial/Subject.ts"
import { damageTree } from "./damage.ts"
import type { AnswerTrial, OpenAnswer } from "./TrialAnswer.ts"
import { readAnswer } from "./TrialAnswer.ts"

export const isBadRowAlone = (
  { manifest, twin: { operations, poisons } }: Subject,
  { adapter, operation, twin }: OpenAnswer,
  { seed, variation }: AnswerTrial,
  dice: Dice
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const answer = operations[operation]?.answer ?? null
    if (manifest.operations[operation]?.answers !== "orders" || answer === null) return
    const orders = twin.orders()
    const rows = orders.map((order) => answer.encode(order, makeDice(seed, operation, order.orderId, variation)))
    const bad = dice.between(0, rows.length - 1)
    const row = rows[bad] ?? null
    const spoilings: ReadonlyArray<readonly [string, JsonNode]> = [
      ["a text for a row", "no row"],
      ...poisons.map(({ name, spoil }) => [name, spoil(row, operation)] as const)
    ]
    const [how, spoilt] = dice.pickFrom(spoilings) ?? ["", row]
    const page = { page: 1, size: rows.length, total: rows.length }
    const bodyWith = (other: JsonNode) =>
      writeJson(answer.wrap(rows.with(bad, other), page, makeDice(seed, operation, "wrap", variation)))
    const others = orders.filter((_, index) => index !== bad).map(({ orderId }) => orderId)

    const where = `${operation}, row ${bad + 1} of ${rows.length} with ${how}`
    const records = yield* Effect.catch(adapter.decode(operation, bodyWith(spoilt)), (error) =>
      breach(`${where}: the whole answer fails: ${error.message}`)
    )
    const found = new Set(records.filter(isOrder).map(({ orderId }) => orderId))
    yield* holds(
      others.every((orderId) => found.has(orderId)),
      () => `${where}: another order is lost`
    )
    // A poison may be about a field that this operation does not have.
    if (writeJson(spoilt) !== writeJson(row)) {
      const quarantined = records.filter(isQuarantined)
      yield* holds(
        quarantined.length === 1 &&
          quarantined.every(({ error, fingerprint }) => isAdapterError(error) && fingerprint !== ""),
        () => `${where}: ${quarantined.length} rows are quarantined`
      )
    }

    const damaged = damageTree(readAnswer(writeJson(row)), dice)
    const read = yield* Effect.result(adapter.decode(operation, bodyWith(damaged.tree)))
    if (read._tag === "Failure") {
      // The row of another shop is a mistake of the configuration.
      yield* holds(
        read.failure.reason._tag === "Configuration",
        () => `${operation}, row ${bad + 1} with ${damaged.how}: the whole answer fails: ${read.failure.message}`
      )
      return
    }
    const kept = new Set(read.success.filter(isOrder).map(({ orderId }) => orderId))
    yield* holds(
      others.every((orderId) => kept.has(orderId)),
      () => `${operation}, row ${bad + 1} with ${damaged.how}: another order is lost`
    )
  })
