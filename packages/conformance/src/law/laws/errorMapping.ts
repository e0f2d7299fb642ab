/**
 * Error mapping: each of the platform's error codes fails with the reason that its document's words describe.
 *
 * Every code that the platform's documents name, sent as they say, in HTTP 200: the call fails with that reason, and the
 * platform's code stands in the error. The manifest declares no code that the documents do not have.
 */
import type { AdapterError, OperationName, OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { reasonName } from "../../twin/definition/ReasonName.ts"
import type { TwinError } from "../../twin/definition/TwinDefinition.ts"
import { writeJson } from "../../twin/json/JsonNode.ts"
import { refusesTheUndeclared } from "../calls/undeclaredCalls.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"
import { manifestOperationOf, type Subject } from "../trial/Subject.ts"
import { atOpening, type OpenShop, openShop } from "../trial/TrialShop.ts"

/** So many codes of one operation a trial. */
const codesAtOnce = 5

export const errorMapping = makeLaw({
  name: "error-mapping",
  promise: "each of the platform's error codes fails with the reason that its words describe",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, operation: between(0, 19), code: between(0, 99) }),
  notDeclared: (subject) => (struckOperations(subject).length === 0 ? "a platform with published error codes" : null),
  opposite: refusesTheUndeclared,
  keep: (trial, subject) =>
    atOpening(
      Effect.gen(function* () {
        yield* declaresWhatIsKnown(subject)
        for (const operation of rotated(struckOperations(subject), trial.operation)) {
          if (yield* failsAsItsCodes(trial, subject, operation)) return
        }
        return yield* nothingAsked("no call comes to an operation with error codes")
      })
    )
})

const rotated = <A>(list: ReadonlyArray<A>, by: number): ReadonlyArray<A> => {
  const first = list.length === 0 ? 0 : by % list.length
  return [...list.slice(first), ...list.slice(0, first)]
}

/** `false` where no call comes to the operation. */
const failsAsItsCodes = (
  trial: { readonly seed: number; readonly code: number },
  subject: Subject,
  operation: OperationName
): Effect.Effect<boolean, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const struck: StruckOperation = { body: null, hits: 0 }
    const shop = yield* openShop(subject, {
      seed: trial.seed,
      orders: 1,
      between: (client) => answeringInstead(client, subject, operation, struck)
    })
    for (const error of rotated(subject.twin.operations[operation]?.errors ?? [], trial.code).slice(0, codesAtOnce)) {
      struck.body = writeJson(subject.twin.errorAnswer(error.code, "refused"))
      if (!(yield* failsAs(shop, operation, struck, error))) return false
      // Pauses and open circuits of the call before are over.
      yield* Effect.sleep("1 hour")
    }
    return true
  })

/** Operations that the adapter calls and whose document has error codes. */
const struckOperations = (subject: Subject): ReadonlyArray<OperationName> =>
  Object.keys(subject.twin.operations).filter((operation) => {
    const declared = subject.manifest.operations[manifestOperationOf(subject, operation) ?? ""]
    return declared?.use === "call" && (subject.twin.operations[operation]?.errors ?? []).length > 0
  })

interface StruckOperation {
  body: string | null
  hits: number
}

/** The platform, whose operation answers with the struck body instead of its own. */
const answeringInstead = (
  client: HttpClient.HttpClient,
  { twin }: Subject,
  operation: OperationName,
  struck: StruckOperation
): HttpClient.HttpClient => {
  const endpoint = twin.operations[operation]?.endpoint
  return HttpClient.make((request, url) => {
    if (struck.body === null || url.pathname !== endpoint?.path || request.method !== endpoint.method) {
      return client.execute(request)
    }
    struck.hits += 1
    const headers = { "content-type": "application/json;charset=utf-8" }
    return Effect.succeed(HttpClientResponse.fromWeb(request, new Response(struck.body, { headers })))
  })
}

/** One of the adapter's calls comes to the operation; it must fail. `false` where none comes to it. */
const failsAs = (
  shop: OpenShop,
  operation: OperationName,
  struck: StruckOperation,
  { code, reason }: TwinError
): Effect.Effect<boolean, Breach> =>
  Effect.gen(function* () {
    for (const call of callsOf(shop)) {
      struck.hits = 0
      const result = yield* Effect.result(call)
      if (struck.hits === 0) continue
      const where = `${operation}, the code ${code}`
      // A token that cannot be refreshed may be asked for anew.
      if (Result.isSuccess(result)) return yield* breach(`${where}: the call succeeds`)
      const { answer, reason: found } = result.failure
      yield* holds(
        reasonName(found) === reason,
        () => `${where}: fails as ${reasonName(found)}, its words say ${reason}`
      )
      const told = [answer?.code, `${answer?.code}:${answer?.subCode}`]
      yield* holds(told.includes(code), () => `${where}: the error tells the code ${answer?.code ?? "of nothing"}`)
      return true
    }
    return false
  })

const callsOf = ({ adapter, twin }: OpenShop): ReadonlyArray<Effect.Effect<void, AdapterError>> => {
  const { getOrder, listOrders } = adapter.manifest.capabilities
  const since = DateTime.subtract(twin.baseTime, { hours: 12 })
  const list = (by: OrderQuery["by"]) => Stream.runDrain(adapter.listOrders({ by, since, until: twin.baseTime }))
  const order = Effect.asVoid(adapter.getOrder(twin.orders()[0]?.orderId ?? ""))
  return [...(getOrder ? [order] : []), ...(listOrders?.by ?? []).map(list)]
}

const declaresWhatIsKnown = ({ manifest, twin }: Subject): Effect.Effect<void, Breach> => {
  const known = new Set(
    Object.values(twin.operations).flatMap(({ errors = [] }) => errors.map(({ code }) => code.split(":")[0]))
  )
  const unknown = manifest.errors.filter(({ code }) => !known.has(code)).map(({ code }) => code)
  return holds(unknown.length === 0, () => `the manifest declares codes that no document has: ${unknown.join(", ")}`)
}
