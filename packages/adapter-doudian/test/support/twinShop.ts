/** The adapter in front of the simulated 抖店, in memory and by the test's clock. */
import { Accounts } from "@huidan/adapter-kit"
import { type FaultPlan, makeTwin, makeTwinHttpClient, type RunningTwin } from "@huidan/conformance"
import { isOrder, type OrderPage } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import { DoudianOptions } from "../../src/index.ts"
import { twin } from "../../twin/index.ts"
import { officialAccount } from "../../twin/shared/Official.ts"

const baseUrl = "http://doudian.test"

/** Two hours behind the last order, so that every list is settled. */
export const openWorld = (seed: number, orders: number, faults: FaultPlan = {}) =>
  Effect.gen(function* () {
    const world = yield* makeTwin(twin, { seed, orders, faults })
    yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.add(world.baseTime, { hours: 2 })))
    return world
  })

/** No test waits for a quota unless it says so. */
const unlimited = { requests: 1_000_000, seconds: 1 }

export const shopOptions = (world: RunningTwin, more: Partial<typeof DoudianOptions.Encoded> = {}): DoudianOptions => {
  const { options, secrets } = world.shopOptions(baseUrl)
  return Schema.decodeSync(DoudianOptions)({ ...options, ...secrets, quota: unlimited, ...more })
}

/** What leads to the official platform instead of 蜂巢. */
export const official = { door: "official", appId: officialAccount.appKey, shopId: officialAccount.shopId } as const

/** The twin as an HTTP client, and accounts that no other test shares. */
export const doorOf = (world: RunningTwin) =>
  Layer.merge(Layer.succeed(HttpClient.HttpClient, makeTwinHttpClient(world, baseUrl)), Layer.fresh(Accounts.layer()))

export const orderIdsOf = (pages: ReadonlyArray<OrderPage>): ReadonlyArray<string> =>
  pages.flatMap((page) => page.records.filter(isOrder).map(({ orderId }) => orderId))

const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** An effect that waits, while time passes in steps (milliseconds): small ones, for Web Crypto works in real time. */
export const passingTime =
  (step = 5) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(effect)
      while (fiber.pollUnsafe() === undefined) {
        yield* turn
        yield* TestClock.adjust(step)
      }
      return yield* Fiber.join(fiber)
    })

/** The last `days` before the world's base time. */
export const lastDays = (world: RunningTwin, days: number) => ({
  since: DateTime.subtract(world.baseTime, { days }),
  until: world.baseTime
})
