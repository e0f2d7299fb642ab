/**
 * Quota: however many calls come at once, the platform is never asked more often than it allows.
 *
 * It counts strictly, in any window of its length, and requests arrive with delays that differ by up to 2 % of it. None is
 * refused, no window holds more, and every call gets its answer. Quotas that so many calls do not reach are left out.
 */
import type { AdapterError, OperationName } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Stream from "effect/Stream"
import { makeDice } from "../../world/Dice.ts"
import { listsBy } from "../calls/listsBy.ts"
import { overrun, quotaOf, type SlidingQuota } from "../calls/slidingQuota.ts"
import { refusesTheUndeclared } from "../calls/undeclaredCalls.ts"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"
import type { Subject } from "../trial/Subject.ts"
import { atOpening, type OpenShop, openShop } from "../trial/TrialShop.ts"

/** So many calls at once are made at most. */
const mostCalls = 150

export const quota = makeLaw({
  name: "quota",
  promise: "however many calls come at once, the platform is never asked more often than it allows",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    more: between(1, 4),
    /** Thousandths of a window that pass before. */
    offset: between(0, 999),
    listing: coin
  }),
  notDeclared: (subject) => (isReachable(subject) ? null : `a quota that ${mostCalls} calls at once reach`),
  opposite: refusesTheUndeclared,
  keep: (trial, subject) =>
    atOpening(
      Effect.gen(function* () {
        const dice = makeDice(trial.seed, "delays")
        let spread = 0
        const delay = Effect.suspend(() => Effect.sleep(Duration.millis(dice.between(0, 1000) * (spread / 1000))))
        const shop = yield* openShop(subject, {
          seed: trial.seed,
          between: (client) => HttpClient.mapRequestEffect(client, (request) => Effect.as(delay, request))
        })
        const [first, other] = trial.listing ? [listOf(shop), orderOf(shop)] : [orderOf(shop), listOf(shop)]
        yield* first(0)
        const isReached = strictestOf(subject, shop) !== null
        const ask = isReached ? first : other
        if (!isReached) yield* ask(0)
        const strictest = strictestOf(subject, shop)
        if (strictest === null)
          return yield* nothingAsked(`no operation of the call has a quota that ${mostCalls} calls reach`)
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
      })
    )
})

/** Whether there is an operation whose quota so many calls reach. */
const isReachable = ({ manifest, twin }: Subject): boolean =>
  (manifest.capabilities.getOrder || manifest.capabilities.listOrders !== null) &&
  Object.keys(twin.operations).some((operation) => {
    const { answer, endpoint } = twin.operations[operation] ?? { answer: null, endpoint: null }
    const declared = Object.values(manifest.operations).find(({ path }) => path === endpoint?.path)
    const limit = endpoint?.quota ?? declared?.quota ?? null
    return answer !== null && declared?.use === "call" && limit !== null && limit.requests < mostCalls
  })

/** Of the operations that were asked, the quota that is reached first. */
const strictestOf = (subject: Subject, { twin }: OpenShop): SlidingQuota | null => {
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
  Effect.catch(Effect.asVoid(self), (error) => breach(`a call that waited for its turn failed: ${error.message}`))

/** Most calls ask for an order that the platform does not have: its answer is as good, and quicker. */
const orderOf = ({ adapter, nobody, twin }: OpenShop): Ask => {
  const [order] = twin.orders()
  if (!adapter.manifest.capabilities.getOrder || order === undefined) return () => Effect.void
  return (call) =>
    call % 8 === 0
      ? answered(adapter.getOrder(order.orderId))
      : answered(
          Effect.catchIf(
            adapter.getOrder(nobody),
            (error) => !isForTheQuota(error),
            () => Effect.void
          )
        )
}

const isForTheQuota = ({ isRetryable, reason }: AdapterError): boolean =>
  isRetryable || reason._tag === "QuotaExhausted"

/** Lists of ten minutes, each little more than one request. */
const listOf = (shop: OpenShop): Ask => {
  const { adapter, twin } = shop
  if (adapter.manifest.capabilities.listOrders === null) return orderOf(shop)
  const by = listsBy(adapter.manifest, false)
  const query = { by, since: DateTime.subtract(twin.baseTime, { minutes: 10 }), until: twin.baseTime }
  return () => answered(Stream.runDrain(adapter.listOrders(query)))
}

const isKept = (subject: Subject, { twin }: OpenShop): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const journal = twin.journal()
    const refused = journal.filter(({ outcome }) => outcome === "quota")
    yield* holds(
      refused.length === 0,
      () => `${refused.length} of ${journal.length} requests are refused for the quota`
    )
    const operations: ReadonlySet<OperationName> = new Set(journal.map(({ operation }) => operation ?? ""))
    for (const operation of operations) {
      const limit = quotaOf(subject, operation)
      const found = limit === null ? null : overrun(journal, operation, limit)
      yield* holds(found === null, () => found ?? "")
    }
  })
