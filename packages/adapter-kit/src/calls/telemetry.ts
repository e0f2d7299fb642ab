/**
 * Metrics. Names follow OpenTelemetry; durations are seconds. Attributes name platform, operation and reason: never an
 * id, a secret or a person.
 */
import { isOrder, type OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import { monotonicMillis } from "../account/monotonicTime.ts"

export interface Subject {
  readonly platform: string
  readonly operation: string
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

const requestDuration = Metric.histogram("http.client.request.duration", {
  description: "Seconds from sending a request to the end of its answer",
  boundaries: seconds
})
const quotaWait = Metric.histogram("huidan.quota.wait", {
  description: "Seconds that a request waited for its quota",
  boundaries: seconds
})
const retries = Metric.counter("huidan.retry", { description: "Requests that were repeated", incremental: true })
const decoded = Metric.counter("huidan.order.decoded", { description: "Orders decoded", incremental: true })
const quarantined = Metric.counter("huidan.quarantined", {
  description: "Rows that could not be decoded",
  incremental: true
})

const attributes = ({ operation, platform }: Subject) => ({
  "huidan.platform": platform,
  "huidan.operation": operation
})

const timed =
  (histogram: typeof requestDuration) =>
  (subject: Subject) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.gen(function* () {
      const start = yield* monotonicMillis
      return yield* Effect.onExit(self, () =>
        Effect.flatMap(monotonicMillis, (end) =>
          Metric.update(Metric.withAttributes(histogram, attributes(subject)), (end - start) / 1000)
        )
      )
    })

/** Measures an exchange, failed ones too. */
export const measureRequest = timed(requestDuration)

/** Measures a wait for the quota. */
export const measureQuotaWait = timed(quotaWait)

export const countRetry = (subject: Subject, reason: string): Effect.Effect<void> =>
  Metric.update(Metric.withAttributes(retries, { ...attributes(subject), "huidan.reason": reason }), 1)

export const countRecords = (subject: Subject, records: ReadonlyArray<OrderRecord>): Effect.Effect<void> => {
  const orders = records.filter(isOrder).length
  const count = (counter: typeof decoded, amount: number) =>
    amount === 0 ? Effect.void : Metric.update(Metric.withAttributes(counter, attributes(subject)), amount)
  return Effect.andThen(count(decoded, orders), count(quarantined, records.length - orders))
}
