/** A shop of the tested platform for one trial: new orders, a new account, virtual time. */
import type { OrderAdapter, OrderId } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Logger from "effect/Logger"
import type * as Scope from "effect/Scope"
import type { TwinDoor } from "../../twin/definition/TwinDefinition.ts"
import { defaultBaseTime, makeTwin, type RunningTwin, type TwinOptions } from "../../twin/makeTwin.ts"
import { makeTwinHttpClient } from "../../twin/makeTwinHttpClient.ts"
import { Breach } from "./Breach.ts"
import { faultProof, proves } from "./Proofs.ts"
import { makeAdapter, type Subject } from "./Subject.ts"
import { asCall, CurrentTrial, withCountedRequests, withNotedCalls, withNotedClosing } from "./TrialProgress.ts"
import { inVirtualTime } from "./virtualTime.ts"

export interface TrialShopOptions extends TwinOptions {
  /** Options added to those of the door; they replace options of the same name. */
  readonly options?: TwinDoor["options"]
  readonly secrets?: TwinDoor["secrets"]
  /** Changes the HTTP client between adapter and platform. */
  readonly wrapClient?: (client: HttpClient.HttpClient) => HttpClient.HttpClient
}

export interface TrialShop {
  readonly adapter: OrderAdapter
  readonly twin: RunningTwin
  /** A second adapter of the same shop, as in another process: it shares the platform, but no memory. */
  readonly anotherAdapter: Effect.Effect<OrderAdapter, Breach, Scope.Scope>
  /** A second adapter in the same process and for the same shop, with other options: another tenant of the program. */
  readonly neighbour: (
    other: Pick<TrialShopOptions, "options" | "secrets" | "wrapClient">
  ) => Effect.Effect<OrderAdapter, Breach, Scope.Scope>
  /** An order id that no order has. */
  readonly unknownOrderId: OrderId
}

/** When a trial begins: two hours after the newest order, so that every list has settled. */
const trialStart = DateTime.add(defaultBaseTime, { hours: 2 })

/** Adapters recognise an account by its address, so every trial has its own. */
let addresses = 0

export const makeTrialShop = (
  subject: Subject,
  { options, secrets, wrapClient = (client) => client, ...twinOptions }: TrialShopOptions
): Effect.Effect<TrialShop, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const twin = yield* Effect.orDie(makeTwin(subject.twin, { orders: 3, days: 2, ...twinOptions }))
    yield* Effect.addFinalizer(() =>
      proves(twin.journal().flatMap(({ fault }) => (fault === null ? [] : [faultProof(fault)])))
    )
    const progress = yield* CurrentTrial
    const newAddress = (): string => {
      addresses += 1
      return `http://platform-${addresses}.test`
    }
    const makeAt = (baseUrl: string, other: Pick<TrialShopOptions, "options" | "secrets" | "wrapClient"> = {}) =>
      makeAdapter(subject, baseUrl, {
        options: { ...options, ...other.options },
        secrets: { ...secrets, ...other.secrets }
      }).pipe(
        Effect.provideService(
          HttpClient.HttpClient,
          withCountedRequests((other.wrapClient ?? wrapClient)(makeTwinHttpClient(twin, baseUrl)), progress)
        ),
        Effect.mapError((error) => new Breach({ message: `the adapter cannot be made: ${error.message}` })),
        Effect.map((adapter) => withNotedCalls(adapter, progress)),
        (making) => withNotedClosing(progress, asCall(progress, "make", making))
      )
    const own = newAddress()
    const known = [...twin.orders(), ...twin.poisoned()].map(({ orderId }) => orderId)
    return {
      adapter: yield* makeAt(own),
      twin,
      anotherAdapter: Effect.suspend(() => makeAt(newAddress())),
      neighbour: (other) => makeAt(own, other),
      unknownOrderId: idOutside(known)
    }
  })

/** An id in the platform's format: a known one with other digits at its end. */
const idOutside = (known: ReadonlyArray<OrderId>): OrderId => {
  const model = known[0] ?? "1000000000000000001"
  const others = Array.from({ length: 100 }, (_, number) =>
    model.replace(/\d{2}(?=\D*$)/, String(number).padStart(2, "0"))
  )
  return others.find((orderId) => !known.includes(orderId)) ?? `${model}0`
}

/**
 * Runs a trial in virtual time, from `trialStart` on. What the adapter logs is not printed: it has good reasons to warn of
 * what a trial does.
 */
export const inTrialTime = <A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<A, E | Breach, Exclude<R, Scope.Scope>> =>
  inVirtualTime(DateTime.toEpochMillis(trialStart), Effect.provide(self, silent))

const silent = Logger.layer([])
