/**
 * Single token refresh: however many calls need a token, the platform is asked for it once.
 *
 * This holds for the first token, after all tokens have become invalid, and after the token's time has passed: all
 * calls notice it at once, only one asks for a new token, and all calls succeed, each with its own order. A token whose
 * time has passed is not used, also if the platform gave a token that was issued long before. On platforms where a new
 * token makes the one before invalid, two refreshes at once would disturb each other. An answer that states the life of its
 * token in an odd way gives a token like any other.
 */
import type { OperationName, OrderAdapter } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { JsonNode } from "../../twin/json/JsonNode.ts"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import { oddLives, withOddLife } from "../faults/withOddLife.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, breachesAt, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"
import { type Subject, twinOperationOf } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

export const singleTokenRefresh = makeLaw({
  name: "single-token-refresh",
  promise: "however many calls need a token, the platform is asked for it once",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, waiting: between(2, 12) }),
  cases: ({ twin }): ReadonlyArray<LawCase<Case>> => [
    { name: "the tokens become invalid", trial: { how: "invalid" } },
    { name: "the token's time passes", trial: { how: "expired" } },
    ...(twin.token?.again === "same" ? [{ name: "the token was issued before", trial: { how: "old" } } as const] : []),
    ...oddLives.map(([name, life]) => ({ name: `the token's life: ${name}`, trial: { how: "odd", life } }) as const)
  ],
  notDeclared: ({ manifest }) =>
    Object.values(manifest.operations).some(({ answers, use }) => answers === "token" && use === "call")
      ? manifest.capabilities.getOrder
        ? null
        : "getOrder"
      : "a token",
  opposite: refusesUndeclaredCalls,
  keep: ({ seed, waiting, ...fixed }, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const lifetime = subject.twin.token?.lifetime ?? 0
        if (fixed.how === "odd") return yield* keepWithOddLife(subject, fixed.life, lifetime, { seed, waiting })
        const { how } = fixed
        const { adapter, anotherAdapter, twin } = yield* makeTrialShop(subject, { seed, orders: waiting })
        if (how === "old") {
          yield* askAtOnce(yield* anotherAdapter, twin)
          yield* Effect.sleep(Duration.seconds(lifetime / 2))
        }
        const start = twin.journal().length
        yield* askAtOnce(adapter, twin)
        const first = tokenRequests(subject, twin, start)
        if (first === 0) return yield* nothingAsked("no call asks for a token")
        yield* holds(first === 1, () => `${waiting} calls at once ask for a token ${first} times`)
        const asked = twin.journal().length
        if (how === "invalid") twin.killTokens()
        else if (how === "old") yield* Effect.sleep(Duration.seconds(lifetime / 2 + 1))
        else {
          yield* Effect.sleep(Duration.seconds(lifetime / 2))
          yield* askAtOnce(adapter, twin)
          const early = tokenRequests(subject, twin, asked)
          yield* holds(early === 0, () => `half a lifetime later ${waiting} calls ask for a new token ${early} times`)
          yield* Effect.sleep(Duration.seconds(lifetime / 2 + 1))
        }
        yield* askAtOnce(adapter, twin)
        const again = tokenRequests(subject, twin, asked)
        const which = how === "invalid" ? "an invalid token" : "a token whose time has passed"
        yield* holds(again === 1, () => `${waiting} calls with ${which} ask for a new one ${again} times`)
        const refused = twin.journal().filter(({ outcome }) => outcome === "token").length
        yield* holds(
          how === "invalid" || refused === 0,
          () => `${refused} requests use a token whose time has passed: it is valid for ${lifetime} s`
        )
      }).pipe(breachesAt(`getOrder (${tokenOperations(subject).join(", ")})`))
    )
})

type Case =
  | { readonly how: "invalid" | "expired" | "old" }
  | { readonly how: "odd"; readonly life: JsonNode | undefined }

const keepWithOddLife = (
  subject: Subject,
  life: JsonNode | undefined,
  lifetime: number,
  { seed, waiting }: { readonly seed: number; readonly waiting: number }
) =>
  Effect.gen(function* () {
    const paths = tokenOperations(subject).map((operation) => subject.manifest.operations[operation]?.path)
    let stated = 0
    const { adapter, twin } = yield* makeTrialShop(subject, {
      seed,
      orders: waiting,
      wrapClient: (client) =>
        withOddLife(client, {
          life,
          lifetime,
          givesTokens: (path) => paths.includes(path),
          stated: () => {
            stated += 1
          }
        })
    })
    yield* askAtOnce(adapter, twin)
    if (stated === 0) return yield* nothingAsked("no answer states how long its token is valid")
    yield* Effect.sleep(Duration.minutes(1))
    yield* askAtOnce(adapter, twin)
    const asked = tokenRequests(subject, twin, 0)
    yield* holds(asked === 1, () => `calls within a minute ask for a token ${asked} times`)
    twin.killTokens()
    const killed = twin.journal().length
    yield* askAtOnce(adapter, twin)
    const again = tokenRequests(subject, twin, killed)
    yield* holds(again === 1, () => `${waiting} calls with an invalid token ask for a new one ${again} times`)
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

/**
 * How many requests for a token the platform received since its journal had `from` entries: those of the operation that
 * received most, because a token that is gone may be renewed by one operation and then asked for by another.
 */
const tokenRequests = (subject: Subject, twin: RunningTwin, from: number): number => {
  const operations = new Set(tokenOperations(subject).map((operation) => twinOperationOf(subject, operation)))
  const requests = twin.journal().slice(from)
  return Math.max(0, ...[...operations].map((asked) => requests.filter(({ operation }) => operation === asked).length))
}

const tokenOperations = ({ manifest }: Subject): ReadonlyArray<OperationName> =>
  Object.keys(manifest.operations).filter((operation) => manifest.operations[operation]?.answers === "token")
