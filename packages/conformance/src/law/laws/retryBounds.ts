/**
 * Retry bounds: a retry is made where it can help, and only a bounded number of times.
 *
 * A fault that lasts ends in a typed error, after a bounded number of requests and in bounded time. A fault that passes
 * does not reach the caller if a retry can help. A refusal that no retry can change is not retried. No request is sent
 * before the time is over that the platform asked to wait; if that is longer than a call may take, the call fails at
 * once. After the fault, calls succeed again.
 */
import type { AdapterError, OperationManifest, OperationName, OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { Fault, ScriptedFault } from "../../twin/rules/Fault.ts"
import type { JournalEntry } from "../../twin/TwinJournal.ts"
import { listTimes } from "../calls/listQueries.ts"
import { quotaOf } from "../calls/slidingQuota.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import {
  isAlwaysTheSame,
  type RetryFault,
  type RetryFaultChoice,
  type RetryFaultName,
  retryFaultNames,
  retryFaultOf
} from "../faults/RetryFault.ts"
import { between, seedBelow, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { notAtThisDoor } from "../trial/NothingAsked.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

/** The first request and at most ten retries, as the contract allows. */
const mostRequests = 11

/** In seconds: the total time of a call, and the time limit of a request that begins just before its end. */
const longestCall = 120 + 30

/** In seconds. After a refusal for a quota with a longer window, a call may fail instead of waiting. */
const longestPause = 60

const forEver = 1_000_000

/** After this many requests the platform does not answer any more, so that a call without bounds ends. */
const hopelessRequests = 100

export const retryBounds = makeLaw({
  name: "retry-bounds",
  promise: "a call retries where it can help, a bounded number of times, and never where it cannot help",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    /** How long the platform asks to wait, in seconds. */
    wait: between(1, 60),
    /** Which of the platform's error codes with the same reason. */
    code: seedBelow(100)
  }),
  cases: (subject) => callsOf(subject).flatMap((call, index) => casesOf(subject, call, index)),
  notDeclared: ({ manifest: { capabilities } }) =>
    capabilities.getOrder || capabilities.listOrders !== null ? null : "getOrder and listOrders",
  opposite: refusesUndeclaredCalls,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const isReached = yield* inTrialTime(keepsBounds(trial, subject))
      if (!isReached) return yield* notAtThisDoor("no call comes to an operation with this fault")
    })
})

interface Fixed {
  readonly call: Call
  readonly fault: RetryFaultName
  /** The fault stays; else it passes after one request. */
  readonly lasting: boolean
}

interface Trial extends RetryFaultChoice, Fixed {
  readonly seed: number
}

/**
 * Every fault of the call: what one call has once, the next one has each time. A single call has every fault both ways.
 * A call that comes to several operations has the fault in each of them, one at a time.
 */
const casesOf = (subject: Subject, call: Call, index: number): ReadonlyArray<LawCase<Fixed>> => {
  const isAlone = callsOf(subject).length === 1
  return retryFaultNames(subject, operationsLike(subject, answersOf(subject, call))).flatMap((fault, which) =>
    [false, true]
      .filter((lasting) => isAlone || ((which + index) % 2 === 0) === lasting)
      .map((lasting) => ({
        name: `${call}, ${fault} ${lasting ? "each time" : "once"}`,
        trial: { call, fault, lasting },
        once: isAlwaysTheSame(fault)
      }))
  )
}

/** What the operations answer with whose error codes a call can get. */
const answersOf = ({ manifest }: Subject, call: Call): ReadonlyArray<OperationManifest["answers"]> => {
  if (call === "token") return ["token"]
  const hasDetail = Object.values(manifest.operations).some(({ answers, use }) => answers === "order" && use === "call")
  return call === "getOrder" && hasDetail ? ["order"] : ["orders"]
}

/** `false` if the call comes to no operation that can have the fault. */
const keepsBounds = (trial: Trial, subject: Subject): Effect.Effect<boolean, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const asked = yield* operationsOf(subject, trial)
    const faulty = [...asked].flatMap(([operation, usual]): ReadonlyArray<Faulty> => {
      const fault = retryFaultOf(subject, operation, trial)
      return fault === null ? [] : [{ ...fault, operation, usual }]
    })
    yield* Effect.forEach(faulty, (one) => keepsBoundsAt(one, trial, subject), { discard: true })
    return faulty.length > 0
  })

/** A fault of an operation. */
interface Faulty extends RetryFault {
  readonly operation: OperationName
  /** Requests of the operation in the same call without a fault. */
  readonly usual: number
}

const keepsBoundsAt = (faulty: Faulty, trial: Trial, subject: Subject): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const { fault, operation } = faulty
    const { call } = trial
    const plan: ChangingPlan = { scripted: [{ request: 1, times: trial.lasting ? forEver : 1, operation, fault }] }
    const wrapClient = silentAfter(hopelessRequests, plan)
    const shop = yield* makeTrialShop(subject, { seed: trial.seed, faults: plan, wrapClient })
    const start = yield* Clock.currentTimeMillis
    const result = yield* Effect.result(Effect.timeoutOption(make(shop, call), "1 day"))
    const seconds = ((yield* Clock.currentTimeMillis) - start) / 1000
    const requests = shop.twin.journal().filter((entry) => entry.operation === operation)
    const observed = { ...faulty, lasting: trial.lasting, requests, seconds, result }
    yield* isBounded(observed)
    yield* endsAsItMust(observed, quotaOf(subject, operation)?.seconds ?? 0)
    yield* waitsAsAsked(observed)
    if (Result.isFailure(result)) {
      plan.scripted = []
      yield* Effect.sleep("1 day")
      yield* Effect.catch(make(shop, call), ({ message }) =>
        breach(`${describe(observed)}: a day later, without the fault, the call still fails: ${message}`)
      )
    }
  })

/** The operations with faults that the call comes to, in the order of its requests, and how often it comes to each. */
const operationsOf = (
  subject: Subject,
  { call, seed }: Trial
): Effect.Effect<ReadonlyMap<OperationName, number>, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const faulty = faultyOperations(subject, call)
    if (faulty.length === 1) return new Map(faulty.map((operation) => [operation, 1]))
    const shop = yield* makeTrialShop(subject, { seed })
    yield* Effect.ignore(make(shop, call))
    const asked = new Map<OperationName, number>()
    for (const { operation } of shop.twin.journal()) {
      if (operation !== null && faulty.includes(operation)) asked.set(operation, (asked.get(operation) ?? 0) + 1)
    }
    return asked
  })

/** A plan whose faults are removed later. */
interface ChangingPlan {
  scripted: ReadonlyArray<ScriptedFault>
}

const silentAfter =
  (requests: number, plan: Readonly<ChangingPlan>) =>
  (client: HttpClient.HttpClient): HttpClient.HttpClient => {
    let count = 0
    const silence = Effect.suspend(() => (++count > requests && plan.scripted.length > 0 ? Effect.never : Effect.void))
    return HttpClient.mapRequestEffect(client, (request) => Effect.as(silence, request))
  }

/** `token`: a call that needs a token, with faults of the token's operation. */
type Call = "getOrder" | `list by ${OrderQuery["by"]}` | "token"

const callsOf = ({ manifest }: Subject): ReadonlyArray<Call> => [
  ...(manifest.capabilities.getOrder ? (["getOrder"] as const) : []),
  ...listTimes(manifest).map((by) => `list by ${by}` as const),
  ...(Object.values(manifest.operations).some(({ answers, use }) => answers === "token" && use === "call")
    ? (["token"] as const)
    : [])
]

/** The twin's operations in which a call has faults: those for tokens, or all others. */
const faultyOperations = (subject: Subject, call: Call): ReadonlyArray<OperationName> =>
  operationsLike(subject, call === "token" ? ["token"] : ["order", "orders", "other"])

const operationsLike = (
  subject: Subject,
  answers: ReadonlyArray<OperationManifest["answers"]>
): ReadonlyArray<OperationName> =>
  Object.keys(subject.twin.operations).filter((operation) => {
    const declared = declaredOperation(subject, operation)
    return declared !== undefined && answers.includes(declared.answers)
  })

const make = ({ adapter, twin }: TrialShop, call: Call): Effect.Effect<void, AdapterError> => {
  const times = listTimes(adapter.manifest)
  const by = times.find((time) => call === `list by ${time}`) ?? (call === "getOrder" ? undefined : times[0])
  if (by === undefined || (call === "token" && adapter.manifest.capabilities.getOrder)) {
    return Effect.asVoid(adapter.getOrder(twin.orders()[0]?.orderId ?? ""))
  }
  const since = DateTime.subtract(twin.baseTime, { hours: 12 })
  return Stream.runDrain(adapter.listOrders({ by, since, until: twin.baseTime }))
}

/** A fault of an operation, and what the call did. */
interface Observed extends Faulty {
  readonly lasting: boolean
  readonly requests: ReadonlyArray<JournalEntry>
  readonly seconds: number
  readonly result: Result.Result<unknown, AdapterError>
}

const describe = ({ fault, lasting, operation }: Observed): string =>
  `${operation}, ${wordsOf(fault)} ${lasting ? "each time" : "once"}`

const wordsOf = (fault: Fault): string => {
  if (fault.kind === "http-status") {
    return `HTTP ${fault.status}${fault.retryAfter === null ? "" : `, Retry-After ${fault.retryAfter} s`}`
  }
  return fault.kind === "error-code" ? `error code ${fault.code}` : fault.kind
}

const isBounded = (observed: Observed): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { requests, retryHelps, seconds, usual } = observed
    const most = retryHelps === "never" ? 1 : mostRequests + usual - 1
    yield* holds(
      requests.length <= most,
      () =>
        `${describe(observed)}: ${requests.length} requests, ${most === 1 ? "no retry can help" : `at most ${most} are allowed`}`
    )
    const longest = observed.waitsTooLong ? 1 : longestCall
    yield* holds(
      seconds <= longest,
      () => `${describe(observed)}: the call takes ${seconds} s, at most ${longest} s are allowed`
    )
  })

const endsAsItMust = (observed: Observed, quotaSeconds: number): Effect.Effect<void, Breach> => {
  const { lasting, result, retryHelps } = observed
  if (Result.isSuccess(result)) {
    return holds(!lasting && retryHelps !== "never", () => `${describe(observed)}: the call succeeds, but must fail`)
  }
  const { _tag: reason } = result.failure.reason
  if (observed.waitsTooLong) {
    return holds(reason === "RateLimited", () => `${describe(observed)}: fails with ${reason}, not with RateLimited`)
  }
  const mayPause = reason === "RateLimited" && quotaSeconds > longestPause
  return lasting || retryHelps !== "always" || mayPause
    ? Effect.void
    : breach(`${describe(observed)}: a retry helps, but the call fails: ${result.failure.message}`)
}

const waitsAsAsked = (observed: Observed): Effect.Effect<void, Breach> => {
  const { fault, requests } = observed
  const wait = fault.kind === "http-status" ? (fault.retryAfter ?? 0) * 1000 : 0
  const early = requests.findIndex(
    ({ at }, index) => requests[index - 1]?.fault === fault.kind && at - (requests[index - 1]?.at ?? 0) < wait
  )
  return holds(early < 0, () => {
    const after = ((requests[early]?.at ?? 0) - (requests[early - 1]?.at ?? 0)) / 1000
    return `${describe(observed)}: the next request is sent after ${after} s already`
  })
}
