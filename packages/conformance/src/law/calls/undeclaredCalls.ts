/** A call that an adapter does not declare fails with `NotSupported`, without a request. */
import type { AdapterError, AdapterManifest, OrderAdapter, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import type { Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

interface DeclaredCall {
  readonly name: string
  readonly isDeclared: (capabilities: AdapterManifest["capabilities"]) => boolean
  readonly ask: (adapter: OrderAdapter, shop: TrialShop) => Effect.Effect<unknown, AdapterError>
}

const listsBy = (by: OrderQuery["by"]): DeclaredCall => ({
  name: `listOrders by the time an order was ${by}`,
  isDeclared: ({ listOrders }) => listOrders?.by.includes(by) ?? false,
  ask: (adapter, { twin: { baseTime: until } }) =>
    Stream.runDrain(adapter.listOrders({ by, since: DateTime.subtract(until, { days: 1 }), until }))
})

const calls: ReadonlyArray<DeclaredCall> = [
  {
    name: "getOrder",
    isDeclared: ({ getOrder }) => getOrder,
    ask: (adapter, { twin }) => adapter.getOrder(twin.orders()[0]?.orderId ?? "")
  },
  listsBy("created"),
  listsBy("updated"),
  {
    name: "receivePush",
    isDeclared: ({ receivePush }) => receivePush,
    ask: (adapter) =>
      adapter.receivePush(
        { method: "POST", url: "https://reader.test/", headers: {}, body: new Uint8Array() },
        () => Effect.void
      )
  }
]

/** The names of the calls that the adapter does not declare. */
export const undeclaredCalls = ({ manifest }: Subject): ReadonlyArray<string> =>
  calls.filter(({ isDeclared }) => !isDeclared(manifest.capabilities)).map(({ name }) => name)

/** Makes every call that is not declared. Each must fail with `NotSupported`, without a request. */
export const refusesUndeclaredCalls = (
  { seed }: { readonly seed: number },
  subject: Subject
): Effect.Effect<void, Breach, Scope.Scope> =>
  inTrialTime(
    Effect.gen(function* () {
      const shop = yield* makeTrialShop(subject, { seed })
      const undeclared = calls.filter(({ isDeclared }) => !isDeclared(subject.manifest.capabilities))
      for (const { ask, name } of undeclared) {
        const reason = yield* Effect.match(ask(shop.adapter, shop), {
          onFailure: (error) => error.reason._tag,
          onSuccess: () => null
        })
        if (reason === null) return yield* breach(`${name} is not declared, but succeeds`)
        yield* holds(reason === "NotSupported", () => `${name} is not declared, but fails with ${reason}`)
        const requests = shop.twin.journal().length
        yield* holds(requests === 0, () => `${name} is not declared, but sends ${requests} requests`)
      }
    })
  )
