/** Orders by when they were refunded: those whose refunds a sum of days counts. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import { TestClock } from "effect/testing"
import { detailPage, held, inMemory, type OrderFields, opened, orderOf } from "../store/orders.ts"

const at = (text: string) => DateTime.toEpochMillis(DateTime.makeUnsafe(text))
const time = (text: string) => DateTime.makeUnsafe(text)

const refund = (amount: number, refundedAt: string | null): NonNullable<OrderFields["refunds"]>[number] => ({
  id: `r${amount}`,
  status: "refunded",
  amount,
  ...(refundedAt === null ? {} : { refundedAt: time(refundedAt) })
})

/** The days are those of Asia/Shanghai: 16:00 in UTC is the next one. */
const orders: ReadonlyArray<readonly [id: string, fields: OrderFields]> = [
  ["early", { amounts: { refunded: 100 }, refunds: [refund(100, "2026-03-01T15:59:59Z")] }],
  ["late", { amounts: { refunded: 200 }, refunds: [refund(200, "2026-03-01T16:00:00Z")] }],
  ["learnt", { amounts: { refunded: 400 }, status: { afterSale: "refunded" } }],
  ["rejected", { refunds: [{ id: "r", status: "rejected", amount: 5, refundedAt: time("2026-03-01T15:00:00Z") }] }],
  ["none", { amounts: { paid: 500, refunded: 0 }, status: { afterSale: "none" } }]
]

describe("orders by when they were refunded", () => {
  it.effect("are exactly those that the sums of these days count", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(at("2026-03-05T02:00:00Z"))
      const store = yield* opened
      const lane = yield* held()
      for (const [id, fields] of orders) {
        const created = { times: { created: time("2026-02-01T00:00:00Z") } }
        yield* store.commitPage(lane, detailPage(orderOf(id, { ...created, ...fields }), 1))
      }
      const days = yield* store.days("2026-01-01", "2026-12-31", null)
      const sums = days.filter(({ refunded }) => refunded !== 0).map(({ day, refunded }) => [day, refunded])
      assert.deepStrictEqual(sums, [
        ["2026-03-01", 100],
        ["2026-03-02", 200],
        ["2026-03-05", 400]
      ])
      const refundedOn = (refundedFrom: string, refundedTo: string) =>
        Effect.map(store.orders({ refundedFrom: at(refundedFrom), refundedTo: at(refundedTo) }, null, 10), ({ rows }) =>
          rows.map(({ orderId }) => orderId)
        )
      assert.deepStrictEqual(yield* refundedOn("2026-02-28T16:00:00Z", "2026-03-01T16:00:00Z"), ["early"])
      assert.deepStrictEqual(yield* refundedOn("2026-03-01T16:00:00Z", "2026-03-02T16:00:00Z"), ["late"])
      assert.deepStrictEqual(yield* refundedOn("2026-03-04T16:00:00Z", "2026-03-05T16:00:00Z"), ["learnt"])
      assert.deepStrictEqual(yield* refundedOn("2026-03-02T16:00:00Z", "2026-03-04T16:00:00Z"), [])
      const { rows } = yield* store.orders({ refundedFrom: 0, refundedTo: 8_640_000_000_000_000 }, null, 10)
      assert.deepStrictEqual(rows.map(({ orderId }) => orderId).toSorted(), ["early", "late", "learnt"])
      assert.lengthOf((yield* store.orders({}, null, 10)).rows, 5)
    }).pipe(Effect.provide(inMemory()))
  )
})
