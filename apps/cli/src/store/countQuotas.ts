/** Counts the requests of a shop's adapter, as its platform counts them for its quotas. */
import { httpClient } from "@huidan/adapter-kit/Calls"
import type { QuotaUse } from "@huidan/console/server"
import type { AdapterManifest, OrderAdapter, Quota } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { sumAll } from "effect/Number"
import * as Option from "effect/Option"
import { operationAt } from "../operationAt.ts"

export interface CountedAdapter {
  readonly adapter: OrderAdapter
  /** For each operation that the adapter calls and that has a quota, in the order of the manifest. */
  readonly quotas: Effect.Effect<ReadonlyArray<QuotaUse>>
}

/**
 * Opens an adapter whose requests are counted from then on, failed and repeated ones too. Requests of other processes are
 * not counted, nor those of other adapters that share the quota.
 */
export const countQuotas = <E, R>(open: Effect.Effect<OrderAdapter, E, R>): Effect.Effect<CountedAdapter, E, R> =>
  Effect.gen(function* () {
    // The options decide which quotas hold, so they are known once the adapter is open.
    let manifest: AdapterManifest | null = null
    let counters: ReadonlyMap<string, Counter> = new Map()
    const count = (request: HttpClientRequest.HttpClientRequest): Effect.Effect<void> =>
      Effect.map(Clock.monotonicTimeNanos, (now) => {
        const url = Option.getOrNull(HttpClientRequest.toUrl(request))
        const operation = manifest === null || url === null ? null : operationAt(manifest.operations, url.pathname)
        if (operation !== null) counters.get(operation)?.count(now)
      })
    const client = HttpClient.transform(yield* httpClient, (response, request) =>
      Effect.andThen(count(request), response)
    )
    const adapter = yield* Effect.provideService(open, HttpClient.HttpClient, client)
    manifest = adapter.manifest
    const limited = Object.entries(manifest.operations).flatMap(([operation, { quota, title, use }]) =>
      use === "call" && quota !== null ? [{ operation, title, quota, counter: makeCounter(quota) }] : []
    )
    counters = new Map(limited.map(({ counter, operation }) => [operation, counter]))
    const quotas = Effect.map(Clock.monotonicTimeNanos, (now) =>
      limited.map(({ counter, operation, quota: { requests, seconds, verified }, title }) => ({
        operation,
        title,
        used: counter.used(now),
        requests,
        seconds,
        verified
      }))
    )
    return { adapter, quotas }
  })

/** Counts what happened within the window of a quota; `now` in nanoseconds by the monotonic clock. */
interface Counter {
  readonly count: (now: bigint) => void
  readonly used: (now: bigint) => number
}

/** A window is counted in so many parts, and moves on by one of them. */
const parts = 60

/** Keeps one number for each part of the window. */
const makeCounter = ({ seconds }: Quota): Counter => {
  const counts = new Map<number, number>()
  /** The part that `now` is in; what the window has left behind is dropped. */
  const partAt = (now: bigint): number => {
    const part = Math.floor((Number(now) / (seconds * 1e9)) * parts)
    for (const each of counts.keys()) if (each <= part - parts) counts.delete(each)
    return part
  }
  return {
    count: (now) => {
      const part = partAt(now)
      counts.set(part, (counts.get(part) ?? 0) + 1)
    },
    used: (now) => {
      partAt(now)
      return sumAll(counts.values())
    }
  }
}
