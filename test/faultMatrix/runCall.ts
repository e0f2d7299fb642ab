/** Runs one call with a fault, in a new shop and in virtual time. */
import { Accounts } from "@huidan/adapter-kit"
import {
  type JournalEntry,
  makeTwin,
  type RunningTwin,
  type ScriptedFault,
  watchRealTimeWork
} from "@huidan/conformance"
import { type AdapterError, isOrder, type Order, type OrderAdapter, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { type FaultyClientOptions, makeFaultyHttpClient, wayChanges } from "./faultyHttpClient.ts"
import type { Occurrence, Strike } from "./MatrixFault.ts"
import { optionsOf, type Shop, twinOperation, wayTo } from "./Shop.ts"
import { passTime, passTimeUntilDone } from "./virtualTime.ts"

export interface StruckCall {
  readonly shop: Shop
  readonly operation: string
  readonly strike: Strike
  readonly occurrence: Occurrence
  /** Replaces the secrets that the platform knows. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Replaces the default call: the first order, or a list of all orders. */
  readonly ask?: (adapter: OrderAdapter, twin: RunningTwin) => Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError>
  /** Sees every request before it leaves. */
  readonly onRequest?: (request: HttpClientRequest) => void
}

export interface CallResult {
  readonly exit: Exit.Exit<ReadonlyArray<OrderRecord>, AdapterError>
  readonly seconds: number
  /** The requests that the platform got. */
  readonly journal: ReadonlyArray<JournalEntry>
  readonly adapter: OrderAdapter
  readonly twin: RunningTwin
}

const seed = 11
const baseUrl = "http://platform.test"
const untilTheEnd = 1_000_000

export const runCall = (struckCall: StruckCall): Effect.Effect<CallResult> =>
  Effect.gen(function* () {
    const { ask, occurrence, onRequest, operation, shop, strike } = struckCall
    yield* watchRealTimeWork
    const struck = twinOperation(shop, operation)
    const upTo = occurrence === "once" ? 1 : untilTheEnd
    const scripted = struck === undefined ? [] : scriptOf(strike, struck, upTo)
    const way = wayTo(shop.platform, operation)
    // Only some orders have a recipient, whose texts are encrypted.
    const orders = way.decrypts === undefined ? 3 : 20
    const twin = yield* makeTwin(shop.twin, { seed, orders, days: 1, faults: { scripted } })
    yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.add(twin.baseTime, { hours: 2 })))
    const path = shop.adapter.manifest.operations[operation]?.path ?? ""
    let skew = 0
    const client = makeFaultyHttpClient(twin, baseUrl, {
      change: changeOf(strike, path, upTo),
      aheadSeconds: () => skew
    }).pipe(HttpClient.tapRequest((request) => Effect.sync(() => onRequest?.(request))))
    const { options, secrets } = twin.shopOptions(baseUrl)
    const decoded = yield* Schema.decodeEffect(shop.adapter.Options)({
      ...options,
      ...secrets,
      ...optionsOf(shop, way),
      ...struckCall.secrets
    })
    const adapter = yield* shop.adapter.make(decoded).pipe(Effect.provideService(HttpClient.HttpClient, client))
    const asked = ask === undefined ? call(adapter, twin, operation) : ask(adapter, twin)
    const callAndWait = Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(Effect.timed(Effect.exit(asked)))
      yield* passTimeUntilDone(fiber)
      const [duration, exit] = yield* Fiber.join(fiber)
      // Requests that the call no longer waits for still reach the journal.
      yield* passTime(120)
      return { exit, seconds: Duration.toSeconds(duration) }
    })
    if (way.secondsAfterFirstCall !== undefined) {
      yield* callAndWait
      yield* passTime(way.secondsAfterFirstCall)
    }
    const before = twin.journal().length
    skew = strike.kind === "clock" ? strike.aheadSeconds : 0
    const called = yield* callAndWait
    return { ...called, journal: twin.journal().slice(before), adapter, twin }
  }).pipe(
    Effect.orDie,
    Effect.scoped,
    Random.withSeed(seed),
    Effect.provide([Layer.fresh(Accounts.layer()), TestClock.layer()])
  )

const scriptOf = (strike: Strike, operation: string, times: number): ReadonlyArray<ScriptedFault> => {
  if (strike.kind === "platform") return [{ request: 1, operation, times, fault: strike.fault }]
  if (strike.kind !== "code") return []
  return [{ request: 1, operation, times, fault: { kind: "error-code", code: strike.code, message: "refused" } }]
}

const changeOf = (strike: Strike, path: string, upTo: number): FaultyClientOptions["change"] =>
  strike.kind === "way" ? { path, upTo, apply: wayChanges[strike.change] } : null

/** Calls for one order, or lists all of them. */
const call = (
  adapter: OrderAdapter,
  twin: RunningTwin,
  operation: string
): Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError> => {
  const { decrypts, listsBy: by = "updated", order = 0 } = wayTo(twin.definition.platform, operation)
  if (decrypts !== undefined && canDecrypt(adapter)) return decrypt(adapter, twin, decrypts)
  if (adapter.manifest.operations[operation]?.answers !== "orders") {
    return Effect.map(adapter.getOrder(twin.orders()[order]?.orderId ?? ""), (order) => [order])
  }
  // One window: a day, which is the longest of Xiaoe's list 1.0, with the second more that is asked for on either side.
  const since = DateTime.subtract(twin.baseTime, { seconds: 86_400 - 2 })
  return adapter.listOrders({ by, since, until: twin.baseTime }).pipe(
    Stream.runCollect,
    Effect.map((pages) => pages.flatMap((page) => page.records))
  )
}

interface DecryptingAdapter extends OrderAdapter {
  readonly decryptOrders: (
    orders: ReadonlyArray<Order>
  ) => Effect.Effect<
    { readonly orders: ReadonlyArray<Order>; readonly failures: ReadonlyArray<{ readonly error: AdapterError }> },
    AdapterError
  >
}

const canDecrypt = (adapter: OrderAdapter): adapter is DecryptingAdapter => "decryptOrders" in adapter

/** An order with a recipient, read without a request, with its texts in plain. A text that stays encrypted fails the call. */
const decrypt = (
  adapter: DecryptingAdapter,
  twin: RunningTwin,
  operation: string
): Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError> =>
  Effect.gen(function* () {
    const body =
      twin.body(
        operation,
        twin
          .orders()
          .filter(({ recipient }) => recipient !== null)
          .slice(0, 1)
      ) ?? ""
    const encrypted = (yield* adapter.decode(operation, body)).filter(isOrder)
    const { failures, orders } = yield* adapter.decryptOrders(encrypted)
    const [failure] = failures
    return failure === undefined ? orders : yield* failure.error
  })
