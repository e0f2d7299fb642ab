/** The metrics of `huidan serve`: what the sync counts, and how far each shop is when somebody asks. */
import type { StoreService } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import type { SqlError } from "effect/sql/SqlError"
import type { SyncableShop } from "../store/ConfiguredShop.ts"
import { isSameShop, overviewOf } from "../store/overviewOf.ts"

const gauges = {
  lag: Metric.gauge("huidan.shop.lag.seconds", {
    description: "How long ago the moment is up to which the store is right; -1 if the shop was never read"
  }),
  authorised: Metric.gauge("huidan.shop.authorised", {
    description: "1 if the platform takes the shop's credentials, 0 if it refuses them"
  }),
  failures: Metric.gauge("huidan.shop.failures", { description: "Calls that failed one after the other" }),
  paused: Metric.gauge("huidan.shop.paused", { description: "1 if an operator paused the shop" }),
  wants: Metric.gauge("huidan.shop.wants", { description: "Single orders that are to be read" }),
  parked: Metric.gauge("huidan.shop.parked", { description: "Those that could not be read, and are tried daily" }),
  quarantined: Metric.gauge("huidan.shop.quarantined", { description: "Rows in quarantine" })
}

/** As Prometheus reads them. The shop's name is the configured one. */
export const metricsText = (store: StoreService, shops: ReadonlyArray<SyncableShop>): Effect.Effect<string, SqlError> =>
  Effect.gen(function* () {
    const overviews = yield* overviewOf(store)
    for (const { name, stored } of shops) {
      const found = stored === null ? undefined : overviews.find((each) => isSameShop(each, stored))
      if (found === undefined) continue
      const set = (gauge: typeof gauges.lag, value: number) =>
        Metric.update(Metric.withAttributes(gauge, { platform: found.platform, shop: name }), value)
      yield* set(gauges.lag, found.lag === null ? -1 : Math.round(found.lag / 1000))
      yield* set(gauges.authorised, found.authorisation === "ok" ? 1 : 0)
      yield* set(gauges.failures, found.failures)
      yield* set(gauges.paused, found.paused ? 1 : 0)
      yield* set(gauges.wants, found.wants)
      yield* set(gauges.parked, found.parked)
      yield* set(gauges.quarantined, found.quarantined)
    }
    return yield* PrometheusMetrics.format()
  })
