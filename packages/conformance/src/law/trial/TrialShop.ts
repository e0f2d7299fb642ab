/** A shop of the subject's platform, opened for one trial: fresh orders, a fresh account, time that passes by itself. */
import type { OrderAdapter, OrderId } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import type * as Scope from "effect/Scope"
import type { TwinDoor } from "../../twin/definition/TwinDefinition.ts"
import { makeTwinHttpClient } from "../../twin/layerTwinHttpClient.ts"
import { defaultBaseTime, makeTwin, type RunningTwin, type TwinOptions } from "../../twin/makeTwin.ts"
import { Breach } from "./Breach.ts"
import { makeAdapter, type Subject } from "./Subject.ts"
import { inVirtualTime } from "./virtualTime.ts"

export interface ShopOptions extends TwinOptions {
  /** Beside, or instead of, what the door says. */
  readonly options?: TwinDoor["options"]
  readonly secrets?: TwinDoor["secrets"]
  /** What stands between the adapter and the platform. */
  readonly between?: (client: HttpClient.HttpClient) => HttpClient.HttpClient
}

export interface OpenShop {
  readonly adapter: OrderAdapter
  readonly twin: RunningTwin
  /** Another adapter of the same shop, as another process would have it: it shares the platform, not its memory. */
  readonly another: Effect.Effect<OrderAdapter, Breach, Scope.Scope>
  /** A number that no order has. */
  readonly nobody: OrderId
}

/** When a trial begins: all orders are older by at least two hours, so every list has settled. */
export const openingTime = DateTime.add(defaultBaseTime, { hours: 2 })

/** Accounts are known by their address: no two trials share one. */
let opened = 0

export const openShop = (
  subject: Subject,
  { between = (client) => client, options, secrets, ...twinOptions }: ShopOptions
): Effect.Effect<OpenShop, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const twin = yield* Effect.orDie(makeTwin(subject.twin, { orders: 3, days: 2, ...twinOptions }))
    const make = Effect.suspend(() => {
      opened += 1
      const baseUrl = `http://platform-${opened}.test`
      return makeAdapter(subject, baseUrl, { ...(options && { options }), ...(secrets && { secrets }) }).pipe(
        Effect.provideService(HttpClient.HttpClient, between(makeTwinHttpClient(twin, baseUrl))),
        Effect.mapError((error) => new Breach({ message: `the adapter cannot be made: ${error.message}` }))
      )
    })
    const known = [...twin.orders(), ...twin.poisoned()].map(({ orderId }) => orderId)
    return { adapter: yield* make, twin, another: make, nobody: strangerAmong(known) }
  })

/** A number as the platform writes them, with other digits in its end. */
const strangerAmong = (known: ReadonlyArray<OrderId>): OrderId => {
  const model = known[0] ?? "1000000000000000001"
  const others = Array.from({ length: 100 }, (_, number) =>
    model.replace(/\d{2}(?=\D*$)/, String(number).padStart(2, "0"))
  )
  return others.find((orderId) => !known.includes(orderId)) ?? `${model}0`
}

/** Runs a trial in virtual time. */
export const atOpening = <A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<A, E | Breach, Exclude<R, Scope.Scope>> => inVirtualTime(DateTime.toEpochMillis(openingTime), self)
