/** Metrics. Names follow OpenTelemetry. Attributes name platform, shop, lane and reason: never an order or a person. */
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import type { ShopName } from "../store/lanes.ts"
import type { Committed } from "../store/Page.ts"

const stored = Metric.counter("huidan.sync.order.stored", {
  description: "Orders that were stored, new or changed",
  incremental: true
})
const unchanged = Metric.counter("huidan.sync.order.unchanged", {
  description: "Answers that changed nothing about their order",
  incremental: true
})
const unreadable = Metric.counter("huidan.sync.quarantined", {
  description: "Rows and messages that could not be decoded",
  incremental: true
})
const parked = Metric.counter("huidan.sync.order.parked", {
  description: "Orders that could not be read and are tried again in a day",
  incremental: true
})
const failures = Metric.counter("huidan.sync.failure", {
  description: "Calls of a platform that failed",
  incremental: true
})
const pushes = Metric.counter("huidan.sync.push", { description: "Messages of pushes", incremental: true })

const attributes = ({ platform, shopId }: ShopName) => ({ "huidan.platform": platform, "huidan.shop": shopId })

export const countCommitted = (shop: ShopName, committed: Committed): Effect.Effect<void> => {
  const counts = [
    [stored, committed.changed.length],
    [unchanged, committed.unchanged],
    [unreadable, committed.unreadable]
  ] as const
  return Effect.forEach(
    counts,
    ([counter, amount]) =>
      amount === 0 ? Effect.void : Metric.update(Metric.withAttributes(counter, attributes(shop)), amount),
    { discard: true }
  )
}

const countReason = (counter: typeof parked) => (shop: ShopName, reason: string) =>
  Metric.update(Metric.withAttributes(counter, { ...attributes(shop), "huidan.reason": reason }), 1)

export const countParked = countReason(parked)

export const countFailure = countReason(failures)

export const countPush = (shop: ShopName): Effect.Effect<void> =>
  Metric.update(Metric.withAttributes(pushes, attributes(shop)), 1)
