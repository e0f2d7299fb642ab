/**
 * Single token refresh: however many calls need a token, the platform is asked for it once.
 *
 * This holds for the first token, and after all tokens have become invalid: all calls notice it at once, only one asks
 * for a new token, and all calls succeed, each with its own order. On platforms where a new token makes the one before
 * invalid, two refreshes at once would disturb each other.
 */
import type { OrderAdapter } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"
import { type Subject, twinOperationOf } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

export const singleTokenRefresh = makeLaw({
  name: "single-token-refresh",
  promise: "however many calls need a token, the platform is asked for it once",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, waiting: between(2, 12) }),
  notDeclared: ({ manifest }) =>
    Object.values(manifest.operations).some(({ answers, use }) => answers === "token" && use === "call")
      ? manifest.capabilities.getOrder
        ? null
        : "getOrder"
      : "a token",
  opposite: refusesUndeclaredCalls,
  keep: ({ seed, waiting }, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const { adapter, twin } = yield* makeTrialShop(subject, { seed, orders: waiting })
        yield* askAtOnce(adapter, twin)
        const first = tokenRequests(subject, twin)
        if (first === 0) return yield* nothingAsked("no call asks for a token")
        yield* holds(first === 1, () => `${waiting} calls at once ask for a token ${first} times`)
        twin.killTokens()
        yield* askAtOnce(adapter, twin)
        const again = tokenRequests(subject, twin) - first
        yield* holds(again === 1, () => `${waiting} calls with an invalid token ask for a new one ${again} times`)
      })
    )
})

const askAtOnce = (adapter: OrderAdapter, twin: RunningTwin): Effect.Effect<void, Breach> =>
  Effect.forEach(
    twin.orders(),
    ({ orderId }) =>
      Effect.matchEffect(adapter.getOrder(orderId), {
        onFailure: (error) => breach(`a call that waits for the token fails: ${error.message}`),
        onSuccess: (order) =>
          holds(order.orderId === orderId, () => `a call for order ${orderId} gives order ${order.orderId}`)
      }),
    { concurrency: "unbounded", discard: true }
  )

/** How many requests for a token the platform received. */
const tokenRequests = (subject: Subject, twin: RunningTwin): number => {
  const operations = new Set(
    Object.entries(subject.manifest.operations).flatMap(([operation, { answers }]) =>
      answers === "token" ? [twinOperationOf(subject, operation)] : []
    )
  )
  return twin.journal().filter(({ operation }) => operations.has(operation ?? undefined)).length
}
