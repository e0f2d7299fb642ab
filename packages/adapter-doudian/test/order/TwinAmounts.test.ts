/** Amounts of the simulated platform's orders hold together, in the answers of both doors. */
import { assert, describe, it } from "@effect/vitest"
import { isOrder, type Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"
import { running } from "../support/twinWorlds.ts"

const world = running(11, 150)

const decoded = (operation: string) =>
  Effect.gen(function* () {
    const adapter = yield* make({})
    const all: Array<Order> = []
    for (const order of world.orders()) {
      const records = yield* adapter.decode(operation, world.body(operation, [order]) ?? "")
      all.push(...records.filter(isOrder))
    }
    return all
  })

const sum = (amounts: ReadonlyArray<number | null>): number =>
  amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0)

const operations = ["fengchao.trade.detail", "order.orderDetail", "order.searchList"] as const

describe("the amounts of an order", () => {
  it.effect.each(operations)("%s: discounts make their total, and nothing is a mismatch", (operation) =>
    Effect.gen(function* () {
      for (const { amounts, discounts, orderId, warnings } of yield* decoded(operation)) {
        const reductions = discounts.filter(({ kind }) => kind !== "payment").map(({ amount }) => amount)
        assert.strictEqual(sum(reductions), amounts.discount, orderId)
        assert.notInclude(
          warnings.map(({ code }) => code),
          "amount_mismatch",
          orderId
        )
      }
    })
  )

  it.effect.each(operations)("%s: what was paid of lines is what was paid of the order", (operation) =>
    Effect.gen(function* () {
      const seen = new Set<string | null>()
      for (const { amounts, lines, orderId, phases, status } of yield* decoded(operation)) {
        seen.add(status.payment)
        if (status.payment === "unknown")
          assert.isTrue(
            lines.every(({ paid }) => paid === null),
            orderId
          )
        else assert.strictEqual(sum(lines.map(({ paid }) => paid)), amounts.paid, orderId)
        if (status.payment === "partially_paid")
          assert.strictEqual(sum(phases.map(({ paid }) => paid)), amounts.paid, orderId)
      }
      assert.includeMembers([...seen], ["unpaid", "paid", "partially_paid", "unknown"])
    })
  )
})
