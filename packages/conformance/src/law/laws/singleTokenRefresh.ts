/**
 * Single token refresh: however many requests wait for a token, the platform is asked for it once.
 *
 * At first, and again after the platform has killed its tokens: then all waiting requests notice together, one asks, and
 * all succeed, each with its own order. Platforms that give a new token each time kill the one before: two refreshes at once would lock each other
 * out.
 */
import type { OrderAdapter } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { refusesTheUndeclared } from "../calls/undeclaredCalls.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"
import { type Subject, twinOperationOf } from "../trial/Subject.ts"
import { atOpening, openShop } from "../trial/TrialShop.ts"

export const singleTokenRefresh = makeLaw({
  name: "single-token-refresh",
  promise: "however many requests wait for a token, the platform is asked for it once",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, waiting: between(2, 12) }),
  notDeclared: ({ manifest }) =>
    Object.values(manifest.operations).some(({ answers, use }) => answers === "token" && use === "call")
      ? manifest.capabilities.getOrder
        ? null
        : "getOrder"
      : "a token",
  opposite: refusesTheUndeclared,
  keep: ({ seed, waiting }, subject) =>
    atOpening(
      Effect.gen(function* () {
        const { adapter, twin } = yield* openShop(subject, { seed, orders: waiting })
        yield* askAtOnce(adapter, twin)
        const first = tokenRequests(subject, twin)
        if (first === 0) return yield* nothingAsked("no call asks for a token")
        yield* holds(first === 1, () => `${waiting} requests at once asked for a token ${first} times`)
        twin.killTokens()
        yield* askAtOnce(adapter, twin)
        const again = tokenRequests(subject, twin) - first
        yield* holds(again === 1, () => `${waiting} requests with a dead token asked for a new one ${again} times`)
      })
    )
})

const askAtOnce = (adapter: OrderAdapter, twin: RunningTwin): Effect.Effect<void, Breach> =>
  Effect.forEach(
    twin.orders(),
    ({ orderId }) =>
      Effect.matchEffect(adapter.getOrder(orderId), {
        onFailure: (error) => breach(`a request that waited for the token failed: ${error.message}`),
        onSuccess: (order) =>
          holds(order.orderId === orderId, () => `who waited for order ${orderId} was given ${order.orderId}`)
      }),
    { concurrency: "unbounded", discard: true }
  )

/** Requests for a token that the platform answered or refused. */
const tokenRequests = (subject: Subject, twin: RunningTwin): number => {
  const operations = new Set(
    Object.entries(subject.manifest.operations).flatMap(([operation, { answers }]) =>
      answers === "token" ? [twinOperationOf(subject, operation)] : []
    )
  )
  return twin.journal().filter(({ operation }) => operations.has(operation ?? undefined)).length
}
