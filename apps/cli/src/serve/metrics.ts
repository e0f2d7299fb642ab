/** The metrics of `huidan serve`: what the sync counts, and how far each shop is when somebody asks. */
import { allShops, type ShopOverview, type StoreService } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import * as Result from "effect/Result"
import type { SqlError } from "effect/sql/SqlError"
import type { SyncableShop } from "../store/ConfiguredShop.ts"
import { isSameShop } from "../store/shopOverview.ts"

const gauges = {
  info: Metric.gauge("huidan.shop.info", { description: "Always 1; `name` is the shop's name in the configuration" }),
  lag: Metric.gauge("huidan.shop.lag.seconds", {
    description:
      "How long ago, by the platform's clock, the moment is up to which the store is right; -1 if the shop was never read, or has no list"
  }),
  authorised: Metric.gauge("huidan.shop.authorised", {
    description: "1 if the platform takes the shop's credentials, 0 if it refuses them"
  }),
  failures: Metric.gauge("huidan.shop.failures", {
    description: "Calls that failed one after the other, 0 after one that was answered"
  }),
  paused: Metric.gauge("huidan.shop.paused", { description: "1 if an operator paused the shop" }),
  wants: Metric.gauge("huidan.shop.wants", {
    description: "Single orders that are to be read, without the parked ones"
  }),
  parked: Metric.gauge("huidan.shop.parked", {
    description: "Single orders that could not be read, and are tried daily"
  }),
  quarantined: Metric.gauge("huidan.shop.quarantined", {
    description: "Rows that could not be decoded, and are in quarantine"
  })
}

/**
 * As Prometheus reads them. Shops have the same labels as in the metrics of the sync: `huidan_platform`, and `huidan_shop` for
 * their id there.
 */
export const metricsText = (store: StoreService, shops: ReadonlyArray<SyncableShop>): Effect.Effect<string, SqlError> =>
  Effect.gen(function* () {
    const overviews = yield* allShops(store)
    for (const { name, opened, stored } of shops) {
      const found = stored === null ? undefined : overviews.find((each) => isSameShop(each, stored))
      if (found === undefined) continue
      const labels = { "huidan.platform": found.platform, "huidan.shop": found.shopId }
      const set = (gauge: typeof gauges.lag, value: number) =>
        Metric.update(Metric.withAttributes(gauge, labels), value)
      yield* Metric.update(Metric.withAttributes(gauges.info, { ...labels, name }), 1)
      yield* set(gauges.lag, yield* lagOf(found, opened))
      yield* set(gauges.authorised, found.authorisation === "ok" ? 1 : 0)
      yield* set(gauges.failures, found.failures)
      yield* set(gauges.paused, found.paused ? 1 : 0)
      yield* set(gauges.wants, found.wants)
      yield* set(gauges.parked, found.parked)
      yield* set(gauges.quarantined, found.quarantined)
    }
    return yield* PrometheusMetrics.format()
  })

/** In seconds. A shop that cannot be opened has no clock of its platform: this machine's is used. */
const lagOf = ({ lag, rightAsOf }: ShopOverview, opened: SyncableShop["opened"]): Effect.Effect<number> => {
  if (rightAsOf === null || lag === null) return Effect.succeed(-1)
  if (Result.isFailure(opened)) return Effect.succeed(Math.round(lag / 1000))
  return Effect.map(opened.success.sync.now, ({ at }) => Math.max(0, Math.round((at - rightAsOf) / 1000)))
}
