/**
 * Quota: however many calls are made at once, the platform never gets more requests than its quota allows.
 *
 * The platform counts requests in any window of the quota's length, and requests arrive with delays that differ by up
 * to 2 % of that length. No request is refused, no window has too many requests, and every call succeeds. Quotas that
 * 150 calls do not reach are not tested.
 */
import type { AdapterError, OperationName, OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Stream from "effect/Stream"
import { makeDice } from "../../world/Dice.ts"
import { listName, listTimes } from "../calls/listQueries.ts"
import { quotaExcess, quotaOf, type SlidingQuota } from "../calls/slidingQuota.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, breachesAt, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { notAtThisDoor } from "../trial/NothingAsked.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

/** The largest number of calls that a trial makes at once. */
const mostCalls = 150

export const quota = makeLaw({
  name: "quota",
  promise: "however many calls are made at once, the platform never gets more requests than its quota allows",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    more: between(1, 4),
    /** How much of a window has passed before, in thousandths. */
    offset: between(0, 999)
  }),
  cases: ({ manifest }): ReadonlyArray<LawCase<{ readonly by: OrderQuery["by"] | null }>> => [
    ...(manifest.capabilities.getOrder ? [{ name: "getOrder", trial: { by: null } }] : []),
    ...listTimes(manifest).map((by) => ({ name: `list by ${by}`, trial: { by } }))
  ],
  notDeclared: (subject) => (isReachable(subject) ? null : `a quota that ${mostCalls} calls at once reach`),
  opposite: refusesUndeclaredCalls,
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const dice = makeDice(trial.seed, "delays")
        let spread = 0
        const delay = Effect.suspend(() => Effect.sleep(Duration.millis(dice.between(0, 1000) * (spread / 1000))))
        const shop = yield* makeTrialShop(subject, {
          seed: trial.seed,
          wrapClient: (client) => HttpClient.mapRequestEffect(client, (request) => Effect.as(delay, request))
        })
        const ask = trial.by === null ? orderOf(shop) : listOf(shop, trial.by)
        yield* ask(0)
        const strictest = strictestOf(subject, shop)
        if (strictest === null)
          return yield* notAtThisDoor(`no operation of the call has a quota that ${mostCalls} calls reach`)
        yield* Effect.sleep(Duration.seconds(strictest.seconds * (1 + trial.offset / 1000)))
        spread = strictest.seconds * 20
        const calls = strictest.requests + trial.more
        yield* Effect.forEach(
          Array.from({ length: calls }, (_, call) => call),
          ask,
          {
            concurrency: "unbounded",
            discard: true
          }
        )
        yield* isKept(subject, shop)
      }).pipe(breachesAt(trial.by === null ? "getOrder" : listName(subject.manifest, trial.by)))
    )
})

/** Whether there is an operation with a quota that this many calls reach. */
const isReachable = ({ manifest, twin }: Subject): boolean =>
  (manifest.capabilities.getOrder || manifest.capabilities.listOrders !== null) &&
  Object.keys(twin.operations).some((operation) => {
    const { answer = null } = twin.operations[operation] ?? {}
    const limit = quotaOf({ manifest, twin }, operation)
    const isCalled = declaredOperation({ manifest, twin }, operation)?.use === "call"
    return answer !== null && isCalled && limit !== null && limit.requests < mostCalls
  })

/** The smallest quota of the operations that were called; `null` if none can be reached. */
const strictestOf = (subject: Subject, { twin }: TrialShop): SlidingQuota | null => {
  const asked = [...new Set(twin.journal().map(({ operation }) => operation ?? ""))]
  const [strictest] = asked
    .filter((operation) => subject.twin.operations[operation]?.answer !== null)
    .map((operation) => quotaOf(subject, operation))
    .filter((limit) => limit !== null && limit.requests < mostCalls)
    .toSorted((left, right) => (left?.requests ?? 0) - (right?.requests ?? 0))
  return strictest ?? null
}

type Ask = (call: number) => Effect.Effect<void, Breach>

const answered = <A>(self: Effect.Effect<A, AdapterError>): Effect.Effect<void, Breach> =>
  Effect.catch(Effect.asVoid(self), (error) => breach(`a call that waits for the quota fails: ${error.message}`))

/** Most calls ask for an order that the platform does not have, because that is faster. */
const orderOf = ({ adapter, twin, unknownOrderId }: TrialShop): Ask => {
  const orderId = twin.orders()[0]?.orderId ?? unknownOrderId
  return (call) =>
    call % 8 === 0
      ? answered(adapter.getOrder(orderId))
      : answered(
          Effect.catchIf(
            adapter.getOrder(unknownOrderId),
            (error) => !isQuotaError(error),
            () => Effect.void
          )
        )
}

const isQuotaError = ({ isRetryable, reason }: AdapterError): boolean => isRetryable || reason._tag === "QuotaExhausted"

/** Lists of ten minutes: hardly more than one request each. */
const listOf = ({ adapter, twin }: TrialShop, by: OrderQuery["by"]): Ask => {
  const query = { by, since: DateTime.subtract(twin.baseTime, { minutes: 10 }), until: twin.baseTime }
  return () => answered(Stream.runDrain(adapter.listOrders(query)))
}

const isKept = (subject: Subject, { twin }: TrialShop): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const journal = twin.journal()
    const refused = journal.filter(({ outcome }) => outcome === "quota")
    yield* holds(
      refused.length === 0,
      () => `${refused[0]?.operation}: ${refused.length} of ${journal.length} requests are refused because of the quota`
    )
    const operations: ReadonlySet<OperationName> = new Set(journal.map(({ operation }) => operation ?? ""))
    for (const operation of operations) {
      const limit = quotaOf(subject, operation)
      const excess = limit === null ? null : quotaExcess(journal, operation, limit)
      yield* holds(excess === null, () => excess ?? "")
    }
  })
