/** One cell of the matrix: a fresh shop in virtual time, one call, what became of it, and what the platform was asked. */
import { accountsLayer } from "@huidan/adapter-kit"
import { makeTwin, type RunningTwin, type ScriptedFault } from "@huidan/conformance"
import { type AdapterError, isAdapterError, isOrder, type OrderAdapter } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { type DoorOptions, makeFaultyDoor, wayChanges, withSubCode } from "./faultyDoor.ts"
import type { Occurrence, Strike } from "./MatrixFault.ts"
import { type Shop, twinOperation, wayTo } from "./Shop.ts"
import { passTimeUntilDone, watchWebCrypto } from "./virtualTime.ts"

export interface Observed {
  readonly outcome: string
  readonly requests: number
  readonly others: number
}

const seed = 11
const baseUrl = "http://platform.test"
const untilTheEnd = 1_000_000

/** Seconds: the call's total time, and the limit of a request that begins just before it ends. */
const longestCall = 120 + 30

export const runCell = (
  shop: Shop,
  operation: string,
  strike: Strike,
  occurrence: Occurrence
): Effect.Effect<Observed> =>
  Effect.gen(function* () {
    yield* watchWebCrypto
    const struck = twinOperation(shop, operation)
    const upTo = occurrence === "once" ? 1 : untilTheEnd
    const scripted = struck === undefined ? [] : scriptOf(strike, struck, upTo)
    const twin = yield* makeTwin(shop.twin, { seed, orders: 3, days: 1, faults: { scripted } })
    yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.add(twin.baseTime, { hours: 2 })))
    const path = shop.adapter.manifest.operations[operation]?.path ?? ""
    const door = makeFaultyDoor(twin, baseUrl, doorOptions(strike, path, upTo))
    const { options, secrets } = twin.shopOptions(baseUrl)
    const decoded = yield* Schema.decodeUnknownEffect(shop.adapter.Options)({
      ...options,
      ...wayTo(shop.platform, operation),
      ...secrets
    })
    const adapter = yield* shop.adapter.make(decoded).pipe(Effect.provideService(HttpClient.HttpClient, door))
    const fiber = yield* Effect.forkChild(Effect.timed(Effect.exit(call(adapter, twin, operation))))
    yield* passTimeUntilDone(fiber)
    const [duration, exit] = yield* Fiber.join(fiber)
    const seconds = Duration.toSeconds(duration)
    // What a caller gave up waiting for still reaches the journal.
    yield* TestClock.adjust("2 minutes")
    const journal = twin.journal()
    const requests = journal.filter((entry) => entry.operation === struck).length
    const outcome = seconds <= longestCall ? outcomeOf(exit) : `${outcomeOf(exit)} after ${seconds} s`
    return { outcome, requests, others: journal.length - requests }
  }).pipe(
    Effect.orDie,
    Effect.scoped,
    Random.withSeed(seed),
    Effect.provide(Layer.fresh(accountsLayer)),
    Effect.provide(TestClock.layer())
  )

const scriptOf = (strike: Strike, operation: string, times: number): ReadonlyArray<ScriptedFault> => {
  if (strike.kind === "platform") return [{ request: 1, operation, times, fault: strike.fault }]
  if (strike.kind !== "code") return []
  return [{ request: 1, operation, times, fault: { kind: "error-code", code: strike.code, message: "refused" } }]
}

const doorOptions = (strike: Strike, path: string, upTo: number): DoorOptions => {
  if (strike.kind === "way") return { aheadSeconds: 0, change: { path, upTo, apply: wayChanges[strike.change] } }
  if (strike.kind === "code" && strike.subCode !== null) {
    return { aheadSeconds: 0, change: { path, upTo, apply: withSubCode(strike.subCode) } }
  }
  return { aheadSeconds: strike.kind === "clock" ? strike.aheadSeconds : 0, change: null }
}

/** Asks for one order, or for all of them by the list; what comes must be what the platform has. */
const call = (adapter: OrderAdapter, twin: RunningTwin, operation: string): Effect.Effect<string, AdapterError> => {
  const wanted = twin.orders().map((order) => order.orderId)
  if (adapter.manifest.operations[operation]?.answers !== "orders") {
    const [orderId = ""] = wanted
    return Effect.map(adapter.getOrder(orderId), (order) => (order.orderId === orderId ? "answer" : "another order"))
  }
  const by = adapter.manifest.capabilities.listOrders?.by.includes("updated") ? "updated" : "created"
  const since = DateTime.subtract(twin.baseTime, { days: 1 })
  return adapter.listOrders({ by, since, until: twin.baseTime }).pipe(
    Stream.runCollect,
    Effect.map((pages) => {
      const found = pages.flatMap((page) => page.records.filter(isOrder).map((order) => order.orderId))
      const missing = wanted.filter((orderId) => !found.includes(orderId)).length
      return missing === 0 ? "answer" : `${missing} of ${wanted.length} orders missing`
    })
  )
}

const outcomeOf = (exit: Exit.Exit<string, AdapterError>): string => {
  if (Exit.isSuccess(exit)) return exit.value
  const error = Option.getOrUndefined(Exit.findErrorOption(exit))
  if (!isAdapterError(error)) return "a defect"
  const { reason } = error
  return reason._tag === "Authentication" ? `${reason._tag}(${reason.kind})` : reason._tag
}
