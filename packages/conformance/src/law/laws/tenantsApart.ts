/**
 * Tenants apart: who does not know a secret gets nothing of who does.
 *
 * A program may serve several merchants, and anyone can name another one's shop or application. An adapter with another
 * secret reads no order of the shop, also while the right one has just read it; what it tries takes nothing away from the
 * right one, which reads on and asks for no other token; its failures do not stop the right one; a message that a stranger
 * signed for it is not taken for one of the platform. The quota is the platform's, and both keep it together.
 */
import type { AdapterError, OrderAdapter } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { makeDice } from "../../world/Dice.ts"
import { areAbout, isAccepted, newMessages, pushOf, receive, sendNow } from "../calls/deliveries.ts"
import { listName, listTimes } from "../calls/listQueries.ts"
import { quotaExcess, quotaOf } from "../calls/slidingQuota.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, breachesAt, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { type Subject, twinOperationOf } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

type Way = "order" | "list" | "first" | "failures" | "push" | "quota"

const named = (name: string, how: Way): LawCase<{ readonly how: Way }> => ({ name, trial: { how } })

export const tenantsApart = makeLaw({
  name: "tenants-apart",
  promise: "who does not know a shop's secret reads nothing of it, and takes nothing away from who does",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, tries: between(1, 3), more: between(1, 4) }),
  cases: (subject) => {
    const { capabilities } = subject.manifest
    const push = subject.door.push ?? subject.twin.push
    return [
      ...(capabilities.getOrder
        ? [
            named("an order, after the right secret read it", "order"),
            named("an order, before the right secret reads it", "first"),
            named("failures of another tenant", "failures"),
            ...(sharedQuota(subject) === null ? [] : [named("calls of both at once", "quota")])
          ]
        : []),
      ...(capabilities.listOrders === null ? [] : [named("a list, after the right secret read it", "list")]),
      ...(capabilities.receivePush && push?.strangersSecrets !== undefined
        ? [named("a message that a stranger signed", "push")]
        : [])
    ]
  },
  notDeclared: ({ manifest }) => (secretsOfCalls(manifest).length === 0 ? "a secret that calls need" : null),
  opposite: refusesUndeclaredCalls,
  keep: ({ how, more, seed, tries }, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const shop = yield* makeTrialShop(subject, { seed, orders: 2 })
        if (how === "push") return yield* strangersAreNotHeard(shop, subject, seed)
        if (how === "failures") return yield* failuresAreOwn(shop, subject, tries)
        const wrong = yield* shop.neighbour({ secrets: wrongSecrets(subject) })
        if (how === "quota") return yield* quotaIsShared(shop, subject, wrong, more)
        const read = how === "list" ? readList : readOrder
        const { adapter, twin } = shop
        if (how !== "first") yield* reads(read(adapter, twin), "the right secret")
        for (let count = 0; count < tries; count++) yield* readsNothing(read(wrong, twin))
        const before = tokensGiven(subject, twin)
        yield* reads(read(adapter, twin), "the right secret, after another one was refused,")
        const given = tokensGiven(subject, twin) - before
        yield* holds(
          how === "first" || given === 0,
          () => `after another secret was refused, the right one asks for ${given} tokens more: it had one`
        )
      }).pipe(breachesAt(callsOf(how, subject)))
    )
})

/** What the trial calls, as breaches name it. */
const callsOf = (how: Way, { manifest }: Subject): string => {
  if (how === "push") return "receivePush"
  return how === "list" ? listName(manifest, listTimes(manifest)[0] ?? "created") : "getOrder"
}

/** The secrets that calls need, by the manifest. */
const secretsOfCalls = ({ operations, secrets }: Subject["manifest"]): ReadonlyArray<string> =>
  secrets.filter((secret) =>
    Object.values(operations).some(({ needs, use }) => use === "call" && needs.includes(secret))
  )

const wrongSecrets = ({ door, manifest, twin }: Subject): Readonly<Record<string, string>> => {
  const right = { ...twin.shopOptions("").secrets, ...door.secrets }
  return Object.fromEntries(secretsOfCalls(manifest).map((name) => [name, `${right[name] ?? "secret"}-of-another`]))
}

type Read = (adapter: OrderAdapter, twin: RunningTwin) => Effect.Effect<unknown, AdapterError>

const readOrder: Read = (adapter, twin) => adapter.getOrder(twin.orders()[0]?.orderId ?? "")

const readList: Read = (adapter, { baseTime: until }) =>
  Stream.runHead(
    adapter.listOrders({
      by: listTimes(adapter.manifest)[0] ?? "created",
      since: DateTime.subtract(until, { hours: 1 }),
      until
    })
  )

const reads = (reading: Effect.Effect<unknown, AdapterError>, who: string): Effect.Effect<void, Breach> =>
  Effect.catch(Effect.asVoid(reading), (error) => breach(`${who} cannot read: ${error.message}`))

const readsNothing = (reading: Effect.Effect<unknown, AdapterError>): Effect.Effect<void, Breach> =>
  Effect.matchEffect(reading, {
    onFailure: () => Effect.void,
    onSuccess: () => breach("an adapter with another secret reads the shop's orders")
  })

/** How many tokens the platform gave. */
const tokensGiven = (subject: Subject, twin: RunningTwin): number => {
  const operations = Object.entries(subject.manifest.operations).flatMap(([operation, { answers }]) =>
    answers === "token" ? [twinOperationOf(subject, operation)] : []
  )
  return twin.journal().filter(({ operation, outcome }) => outcome === "ok" && operations.includes(operation ?? ""))
    .length
}

/** More calls in a row than any adapter takes for an accident. */
const manyFailures = 8

/** A platform, or a proxy, that does not answer. */
const outOfReach = HttpClient.make((request) =>
  Effect.fail(
    new HttpClientError.HttpClientError({
      reason: new HttpClientError.TransportError({ request, cause: { code: "ECONNREFUSED" } })
    })
  )
)

/** The other tenant's calls do not arrive: its proxy is away, or its time limit too short. */
const failuresAreOwn = (shop: TrialShop, subject: Subject, tries: number): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const { adapter, neighbour, twin } = shop
    const unlucky = yield* neighbour({ secrets: wrongSecrets(subject), wrapClient: () => outOfReach })
    for (let count = 0; count < manyFailures + tries; count++) yield* readsNothing(readOrder(unlucky, twin))
    yield* reads(
      readOrder(adapter, twin),
      `the right secret, after ${manyFailures + tries} failures of another tenant,`
    )
  })

/** The largest number of calls that a trial makes at once. */
const mostCalls = 150

/** The operation that calls with a wrong secret come to, if they can reach its quota; otherwise `null`. */
const sharedQuota = (subject: Subject) => {
  const called = Object.entries(subject.manifest.operations).filter(([, { use }]) => use === "call")
  const reached =
    called.find(([, { answers }]) => answers === "token") ?? called.find(([, { answers }]) => answers === "order")
  const operation = reached === undefined ? undefined : twinOperationOf(subject, reached[0])
  const limit = operation === undefined ? null : quotaOf(subject, operation)
  return operation === undefined || limit === null || limit.requests >= mostCalls ? null : { operation, limit }
}

const quotaIsShared = (
  { adapter, twin }: TrialShop,
  subject: Subject,
  wrong: OrderAdapter,
  more: number
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const shared = sharedQuota(subject)
    if (shared === null) return
    const { limit, operation } = shared
    const half = Math.ceil((limit.requests + more) / 2)
    const calls = Array.from({ length: half }, () => [readsNothing(readOrder(wrong, twin)), readsAtLast(adapter, twin)])
    yield* Effect.all(calls.flat(), { concurrency: "unbounded", discard: true })
    const excess = quotaExcess(twin.journal(), operation, limit)
    yield* holds(excess === null, () => `two tenants of one account: ${excess}`)
  })

const readsAtLast = (adapter: OrderAdapter, twin: RunningTwin): Effect.Effect<void, Breach> =>
  reads(readOrder(adapter, twin), "the right secret, beside another one,")

/** A message of the platform is new to the right secret, whatever a stranger sent to somebody else under its name. */
const strangersAreNotHeard = (
  { adapter, neighbour, twin }: TrialShop,
  subject: Subject,
  seed: number
): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const push = yield* pushOf(subject)
    const orders = twin.orders().slice(0, 1)
    const dice = makeDice(seed, "tenants")
    const sent = newMessages(push, orders, dice)
    const deceived = yield* neighbour({ secrets: push.strangersSecrets ?? {} })
    const strangers = yield* receive(deceived, yield* sendNow(push, sent, dice, "stranger"))
    yield* isAccepted(strangers, push, "a push that the secret of another tenant signed")
    const own = yield* receive(adapter, yield* sendNow(push, sent, dice))
    yield* isAccepted(own, push, "a push of the platform")
    yield* areAbout(
      own.messages,
      orders,
      "a push of the platform, whose message a stranger sent to another tenant before,"
    )
  })
