/**
 * Retry bounds: what passes is survived, what lasts is given up, and what no retry can mend is asked once.
 *
 * A fault that lasts ends in a typed error, after a bounded number of requests and in bounded time. A fault that passes
 * does not reach the caller, where asking again can mend it. A refusal that asking again cannot mend is not repeated. No
 * request leaves before the time that the platform asked to wait is over; where that is longer than a call may take, the
 * call fails at once. When the trouble is over, calls succeed again.
 */
import type { AdapterError, OperationName } from "@huidan/core"
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
import { listsBy } from "../calls/listsBy.ts"
import { quotaOf } from "../calls/slidingQuota.ts"
import { refusesTheUndeclared } from "../calls/undeclaredCalls.ts"
import { type Strike, type StrikeChoice, strikeAt, strikeCount } from "../faults/RetryFault.ts"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"
import type { Subject } from "../trial/Subject.ts"
import { atOpening, type OpenShop, openShop } from "../trial/TrialShop.ts"

/** The first try, and the ten repetitions that the contract allows at most. */
const mostRequests = 11

/** Seconds: a call's total time, and the limit of a request that begins just before it ends. */
const longestCall = 120 + 30

/** A quota's window of more seconds than this is a pause that a call need not outlast. */
const longestPause = 60

const forEver = 1_000_000

/** After so many requests the platform answers no more: a call that asks for ever ends here. */
const hopelessRequests = 100

export const retryBounds = makeLaw({
  name: "retry-bounds",
  promise: "what passes is survived, what lasts is given up, and what no retry can mend is asked once",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    strike: between(0, strikeCount - 1),
    /** Seconds that the platform asks to wait. */
    wait: between(1, 60),
    /** Which of the platform's error codes. */
    code: between(0, 99),
    lasting: coin,
    struck: between(0, 2)
  }),
  notDeclared: ({ manifest: { capabilities } }) =>
    capabilities.getOrder || capabilities.listOrders !== null ? null : "getOrder and listOrders",
  opposite: refusesTheUndeclared,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const first = yield* atOpening(keepsBounds(trial, subject))
      const strike = (trial.strike + halfway) % strikeCount
      const second = yield* atOpening(keepsBounds({ ...trial, strike }, subject))
      if (first || second) return
      return yield* nothingAsked("the platform has no such error, or no call came to where it was to strike")
    })
})

interface Trial extends StrikeChoice {
  readonly seed: number
  readonly lasting: boolean
  readonly struck: number
}

/** `false` where no request was struck. */
const keepsBounds = (trial: Trial, subject: Subject): Effect.Effect<boolean, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const ways = waysOf(subject)
    const way = ways[trial.struck % ways.length] ?? "getOrder"
    const strikes = new Map(
      struckOperations(subject, way).flatMap((operation) => {
        const strike = strikeAt(subject, operation, trial)
        return strike === null ? [] : [[operation, strike] as const]
      })
    )
    const times = trial.lasting ? forEver : 1
    const struck = [...strikes].map(([operation, { fault }]) => ({ request: 1, times, operation, fault }))
    const trouble: Trouble = { scripted: struck }
    const between = silentAfter(hopelessRequests, trouble)
    const shop = yield* openShop(subject, { seed: trial.seed, faults: trouble, between })
    const start = yield* Clock.currentTimeMillis
    const result = yield* Effect.result(Effect.timeoutOption(call(shop, way), "1 day"))
    const seconds = ((yield* Clock.currentTimeMillis) - start) / 1000
    let isStruck = false
    for (const [operation, strike] of strikes) {
      const requests = shop.twin.journal().filter((entry) => entry.operation === operation)
      if (requests.length === 0) continue
      isStruck = true
      const observed = { ...strike, operation, lasting: trial.lasting, requests, seconds, result }
      yield* isBounded(observed)
      yield* isOutlived(observed, quotaOf(subject, operation)?.seconds ?? 0)
      yield* isWaitedFor(observed)
    }
    if (Result.isFailure(result)) {
      trouble.scripted = []
      yield* Effect.sleep("1 day")
      yield* Effect.catch(call(shop, way), ({ message }) =>
        breach(`a day after ${struck.map(({ fault }) => wordsOf(fault)).join(", ")} a call still fails: ${message}`)
      )
    }
    return isStruck
  })

/** What strikes, until it is taken away. */
interface Trouble {
  scripted: ReadonlyArray<ScriptedFault>
}

const silentAfter =
  (requests: number, trouble: Readonly<Trouble>) =>
  (client: HttpClient.HttpClient): HttpClient.HttpClient => {
    let count = 0
    const silence = Effect.suspend(() =>
      ++count > requests && trouble.scripted.length > 0 ? Effect.never : Effect.void
    )
    return HttpClient.mapRequestEffect(client, (request) => Effect.as(silence, request))
  }

/** A trial strikes with two. */
const halfway = Math.floor(strikeCount / 2)

type Way = "getOrder" | "listOrders" | "token"

const waysOf = ({ manifest: { capabilities, operations } }: Subject): ReadonlyArray<Way> => [
  ...(capabilities.getOrder ? (["getOrder"] as const) : []),
  ...(capabilities.listOrders === null ? [] : (["listOrders"] as const)),
  ...(Object.values(operations).some(({ answers, use }) => answers === "token" && use === "call")
    ? (["token"] as const)
    : [])
]

/** The twin's operations that hold orders, or those that give tokens. */
const struckOperations = ({ manifest, twin }: Subject, way: Way): ReadonlyArray<OperationName> =>
  Object.entries(twin.operations).flatMap(([operation, { endpoint }]) => {
    const declared = Object.values(manifest.operations).find(
      ({ method, path }) => path === endpoint?.path && method === endpoint.method
    )
    const wanted = way === "token" ? ["token"] : ["order", "orders"]
    return declared !== undefined && wanted.includes(declared.answers) ? [operation] : []
  })

const call = ({ adapter, twin }: OpenShop, way: Way): Effect.Effect<void, AdapterError> => {
  const { getOrder, listOrders } = adapter.manifest.capabilities
  if (getOrder && (way !== "listOrders" || listOrders === null)) {
    return Effect.asVoid(adapter.getOrder(twin.orders()[0]?.orderId ?? ""))
  }
  const query = { by: listsBy(adapter.manifest, true), since: DateTime.subtract(twin.baseTime, { hours: 12 }) }
  return Stream.runDrain(adapter.listOrders({ ...query, until: twin.baseTime }))
}

interface Observed extends Strike {
  readonly operation: OperationName
  readonly lasting: boolean
  readonly requests: ReadonlyArray<JournalEntry>
  readonly seconds: number
  readonly result: Result.Result<unknown, AdapterError>
}

const told = ({ fault, lasting, operation }: Observed): string =>
  `${operation}, ${wordsOf(fault)}${lasting ? ", and again each time" : ", once"}`

const wordsOf = (fault: Fault): string => {
  if (fault.kind === "http-status") {
    return `HTTP ${fault.status}${fault.retryAfter === null ? "" : `, Retry-After ${fault.retryAfter} s`}`
  }
  return fault.kind === "error-code" ? `the code ${fault.code}` : fault.kind
}

const isBounded = (observed: Observed): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { mends, requests, seconds } = observed
    const most = mends === "never" ? 1 : mostRequests
    yield* holds(
      requests.length <= most,
      () => `${told(observed)}: ${requests.length} requests, ${most === 1 ? "no retry can mend it" : `${most} at most`}`
    )
    const longest = observed.waitsTooLong ? 1 : longestCall
    yield* holds(seconds <= longest, () => `${told(observed)}: the call took ${seconds} s, ${longest} s at most`)
  })

const isOutlived = (observed: Observed, quotaSeconds: number): Effect.Effect<void, Breach> => {
  const { lasting, mends, result } = observed
  if (Result.isSuccess(result)) {
    return holds(!lasting && mends !== "never", () => `${told(observed)}: the call succeeds all the same`)
  }
  const { _tag: reason } = result.failure.reason
  if (observed.waitsTooLong) return holds(reason === "RateLimited", () => `${told(observed)}: fails as ${reason}`)
  const mayPause = reason === "RateLimited" && quotaSeconds > longestPause
  return lasting || mends !== "always" || mayPause
    ? Effect.void
    : breach(`${told(observed)}: a retry mends it, and the call fails: ${result.failure.message}`)
}

const isWaitedFor = (observed: Observed): Effect.Effect<void, Breach> => {
  const { fault, requests } = observed
  const wait = fault.kind === "http-status" ? (fault.retryAfter ?? 0) * 1000 : 0
  const early = requests.findIndex(
    ({ at }, index) => requests[index - 1]?.fault === fault.kind && at - (requests[index - 1]?.at ?? 0) < wait
  )
  return holds(early < 0, () => {
    const after = ((requests[early]?.at ?? 0) - (requests[early - 1]?.at ?? 0)) / 1000
    return `${told(observed)}: asked again after ${after} s`
  })
}
