/** Orders that change while a twin runs stay orders of the platform, and every answer about them says what they are. */
import { it } from "@effect/vitest"
import { compare, makeTwin, type OrderChange, type RunningTwin, type TwinDefinition } from "@huidan/conformance"
import { type AdapterError, isOrder, type Order, type OrderAdapter } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as TestClock from "effect/testing/TestClock"
import { describe, expect } from "vitest"
import { adapter as paperBoat } from "../examples/adapter-paperboat/src/index.ts"
import { twin as paperBoatTwin } from "../examples/adapter-paperboat/twin/index.ts"
import { subjectsWithTwins } from "./twins.ts"

interface Subject {
  readonly platform: string
  readonly twin: TwinDefinition
  readonly make: Effect.Effect<OrderAdapter, AdapterError, Scope.Scope>
}

const subjects: ReadonlyArray<Subject> = [
  ...subjectsWithTwins,
  { platform: "paperboat", twin: paperBoatTwin, make: paperBoat.make({}) }
]

/** What decoding an answer about the order gives in other words than the order has them. */
const misread = (world: RunningTwin, adapter: OrderAdapter, order: Order) =>
  Effect.gen(function* () {
    const wrong: Array<string> = []
    for (const operation of Object.keys(world.definition.operations)) {
      const body = world.body(operation, [order])
      if (body === undefined) continue
      const [record] = yield* adapter.decode(operation, body)
      if (record === undefined || !isOrder(record)) {
        wrong.push(`${operation}: no order`)
        continue
      }
      const decoded: unknown = JSON.parse(JSON.stringify(adapter.encode(record, { reveal: true, raw: "omit" })))
      const different = compare(decoded, world.expected(operation, order))
      const mismatch = record.warnings.find(({ code }) => code === "amount_mismatch")
      if (mismatch !== undefined) wrong.push(`${operation}: ${mismatch.message}`)
      wrong.push(...different.map(({ pointer }) => `${operation} ${pointer}`))
    }
    return wrong
  })

const millis = (instant: DateTime.Utc | null): number | null =>
  instant === null ? null : DateTime.toEpochMillis(instant)

const sum = (amounts: ReadonlyArray<number | null>): number => amounts.reduce<number>((all, one) => all + (one ?? 0), 0)

/** What of the change cannot be. */
const impossible = ({ at, before, kind, order }: OrderChange): ReadonlyArray<string> => {
  const { amounts, delivery, lines, refunds, status, times } = order
  const ids = (of: Order) => [of.key, of.kind, of.shop, of.times.created, of.lines.map(({ lineId }) => lineId)]
  const gone = (of: Order, lineId: string | null) =>
    sum(
      of.delivery.shipments
        .flatMap((parcel) => parcel.lines)
        .map((part) => (part.lineId === lineId ? part.quantity : 0))
    )
  const earlier = before?.times ?? times
  const once = ["paid", "shipped", "delivered", "completed", "closed"] as const
  const updated = millis(times.updated) ?? 0
  const rules: Readonly<Record<string, boolean>> = {
    "the order is another one": before === null || JSON.stringify(ids(before)) === JSON.stringify(ids(order)),
    "its update time is not the second of the change":
      updated === Math.max((millis(at) ?? 0) - ((millis(at) ?? 0) % 1000), millis(earlier.updated) ?? 0),
    "a time came back": once.every((name) => {
      const then = millis(earlier[name])
      // A deposit was paid before the rest.
      return then === null || millis(times[name]) === then || (name === "paid" && kind === "pay" && updated >= then)
    }),
    "a time is not of now": once.every(
      (name) => millis(times[name]) === millis(earlier[name]) || millis(times[name]) === updated
    ),
    "its price changed": amounts.payable === (before ?? order).amounts.payable,
    "its amounts do not make each other":
      sum([amounts.goods, amounts.freight, amounts.charges, -(amounts.discount ?? 0), amounts.adjustment]) ===
      amounts.payable,
    "nothing or something else was paid": status.payment !== "paid" || amounts.paid === amounts.payable,
    "what was refunded is not what its lines were":
      amounts.refunded === null || amounts.refunded === sum(lines.map(({ refunded }) => refunded)),
    "its refunds are more than was paid for its lines":
      sum(refunds.map((refund) => (refund.status === "refunded" ? refund.amount : 0))) <=
      sum(lines.map(({ paid }) => paid)),
    "more was sent than was bought": lines.every(
      (line) =>
        gone(order, line.lineId) <= Math.max(line.quantity ?? 0, before === null ? 0 : gone(before, line.lineId))
    ),
    "a parcel vanished": delivery.shipments.length >= (before?.delivery.shipments.length ?? 0),
    "it is closed for no reason": (status.trade === "closed") === (status.closeReason !== null),
    "nothing changed":
      before === null || kind.startsWith("change ") || JSON.stringify(status) !== JSON.stringify(before.status)
  }
  return Object.entries(rules).flatMap(([name, holds]) => (holds ? [] : [name]))
}

/** Two changes of fields in a row: mostly there is nothing else. */
const isAtEnd = (history: ReadonlyArray<string>): boolean =>
  history.length > 1 && history.slice(-2).every((kind) => kind.startsWith("change "))

describe.each(subjects.map((subject) => [subject.platform, subject] as const))("%s", (_, { make, twin }) => {
  it.effect("30 orders stay possible and are read as they are until nothing of them but notes changes", () =>
    Effect.gen(function* () {
      const adapter = yield* make
      const world = yield* makeTwin(twin, { seed: 5, orders: 24 })
      yield* TestClock.setTime(DateTime.toEpochMillis(world.baseTime))
      for (let times = 0; times < 6; times++) yield* world.createNow()
      const kinds = new Set<string>()
      const wrong: Array<string> = []
      for (const { orderId } of world.orders()) {
        const history: Array<string> = []
        while (history.length < 12 && !isAtEnd(history)) {
          const change = yield* world.advance(orderId)
          if (change === null) break
          history.push(change.kind)
          kinds.add(change.kind)
          const problems = [...impossible(change), ...(yield* misread(world, adapter, change.order))]
          wrong.push(...problems.map((problem) => `${orderId} after ${history.join(", ")}: ${problem}`))
          yield* TestClock.adjust(400)
        }
      }
      expect(wrong).toEqual([])
      const usual = ["close", "complete", "open-after-sale", "pay", "refund-all", "ship"]
      expect(usual.filter((kind) => !kinds.has(kind))).toEqual([])
    }).pipe(Effect.scoped)
  )
})
