/**
 * Error mapping: each of the platform's error codes fails with the reason that its description means.
 *
 * For every code of the platform's documents, sent with HTTP 200, the call fails with that reason, and the error holds
 * the platform's code: also if the answer holds the data of a success beside the code. The manifest declares no code that
 * the documents do not have.
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
import { isAbsent, isListNode, isObjectNode, type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { parseBody } from "../answer/decode.ts"
import { coverSeed } from "../answer/orderCover.ts"
import { tellingCoverOf } from "../answer/tellingCover.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import { seedBelow, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { notAtThisDoor } from "../trial/NothingAsked.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

/** How many codes of an operation a trial tests. */
const codesPerTrial = 5

interface Codes {
  readonly operation: OperationName
  /** The codes from this one on; `null`: one code, in an answer that also has the data of a success. */
  readonly from: number | null
}

export const errorMapping = makeLaw({
  name: "error-mapping",
  promise: "each of the platform's error codes fails with the reason that its words describe",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, which: seedBelow(100) }),
  cases: (subject) => operationsWithCodes(subject).flatMap((operation) => codesOf(subject, operation)),
  notDeclared: (subject) =>
    operationsWithCodes(subject).length === 0 ? "a platform with published error codes" : null,
  opposite: refusesUndeclaredCalls,
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        yield* declaresDocumentedCodes(subject)
        const { from, operation } = trial
        const all = subject.twin.operations[operation]?.errors ?? []
        const one = trial.which % all.length
        const codes = from === null ? all.slice(one, one + 1) : all.slice(from, from + codesPerTrial)
        const isReached = yield* mapsCodes(trial, subject, codes)
        if (!isReached) return yield* notAtThisDoor(`no call comes to ${operation}`)
      })
    )
})

/** The operation's codes in parts, and one of them beside the data of a success, if its answers hold orders. */
const codesOf = (subject: Subject, operation: OperationName): ReadonlyArray<LawCase<Codes>> => {
  const { answer = null, errors = [] } = subject.twin.operations[operation] ?? {}
  const parts = Array.from({ length: Math.ceil(errors.length / codesPerTrial) }, (_, part) => ({
    name: `${operation}, error codes from ${errors[part * codesPerTrial]?.code}`,
    trial: { operation, from: part * codesPerTrial }
  }))
  return answer === null
    ? parts
    : [...parts, { name: `${operation}, an error code beside the data of a success`, trial: { operation, from: null } }]
}

/** `false` if no call reaches the operation. */
const mapsCodes = (
  { from, operation, seed }: Codes & { readonly seed: number },
  subject: Subject,
  codes: ReadonlyArray<TwinError>
): Effect.Effect<boolean, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const replacement: Replacement = { body: null, requests: 0 }
    const shop = yield* makeTrialShop(subject, {
      ...(subject.twin.operations[operation]?.about === undefined
        ? { seed, orders: 4 }
        : { seed: coverSeed, only: tellingCoverOf(subject.twin).orders.slice(0, 4) }),
      wrapClient: (client) => withReplacement(client, subject, operation, replacement)
    })
    const good = from === null ? shop.twin.body(operation, shop.twin.orders().slice(0, 1)) : undefined
    for (const error of codes) {
      const refusal = subject.twin.errorAnswer(error.code, "refused")
      replacement.body = writeJson(good === undefined ? refusal : withDataOf(parseBody(good), refusal))
      const how = good === undefined ? "" : " beside the data of a success"
      if (!(yield* failsWith(shop, operation, replacement, error, how))) return false
      // Long enough for pauses and circuit breakers to end.
      yield* Effect.sleep("1 hour")
    }
    return true
  })

/** The refusal with the blocks and lists of a success in the places where it has none. */
const withDataOf = (success: JsonNode, refusal: JsonNode): JsonNode => {
  if (!isObjectNode(success) || !isObjectNode(refusal)) return refusal
  const isFree = (name: string) => {
    const node = refusal[name]
    return node === undefined || node === null || isAbsent(node) || (isListNode(node) && node.length === 0)
  }
  const data = Object.entries(success).filter(
    ([name, node]) => (isObjectNode(node) || isListNode(node)) && isFree(name)
  )
  return { ...refusal, ...Object.fromEntries(data) }
}

/** Operations that the adapter calls and that have error codes. */
const operationsWithCodes = (subject: Subject): ReadonlyArray<OperationName> =>
  Object.keys(subject.twin.operations).filter(
    (operation) =>
      declaredOperation(subject, operation)?.use === "call" &&
      (subject.twin.operations[operation]?.errors ?? []).length > 0
  )

/** The body that an operation answers with, and how many requests it has answered. */
interface Replacement {
  body: string | null
  requests: number
}

const withReplacement = (
  client: HttpClient.HttpClient,
  { twin }: Subject,
  operation: OperationName,
  replacement: Replacement
): HttpClient.HttpClient => {
  const endpoint = twin.operations[operation]?.endpoint
  return HttpClient.make((request, url) => {
    if (replacement.body === null || url.pathname !== endpoint?.path || request.method !== endpoint.method) {
      return client.execute(request)
    }
    replacement.requests += 1
    const headers = { "content-type": "application/json;charset=utf-8" }
    return Effect.succeed(HttpClientResponse.fromWeb(request, new Response(replacement.body, { headers })))
  })
}

/** The first call that reaches the operation fails with the reason of this code. `false` if no call reaches it. */
const failsWith = (
  shop: TrialShop,
  operation: OperationName,
  replacement: Replacement,
  { code, reason }: TwinError,
  how: string
): Effect.Effect<boolean, Breach> =>
  Effect.gen(function* () {
    for (const call of callsOf(shop)) {
      replacement.requests = 0
      const result = yield* Effect.result(call)
      if (replacement.requests === 0) continue
      const where = `${operation}, error code ${code}${how}`
      if (Result.isSuccess(result)) return yield* breach(`${where}: the call succeeds`)
      const { answer, reason: found } = result.failure
      yield* holds(
        reasonName(found) === reason,
        () => `${where}: fails with ${reasonName(found)}, its description means ${reason}`
      )
      const codes = [answer?.code, `${answer?.code}:${answer?.subCode}`]
      yield* holds(codes.includes(code), () => `${where}: the error holds ${answer?.code ?? "no code"}`)
      return true
    }
    return false
  })

const callsOf = ({ adapter, twin }: TrialShop): ReadonlyArray<Effect.Effect<void, AdapterError>> => {
  const { getOrder, listOrders } = adapter.manifest.capabilities
  const since = DateTime.subtract(twin.baseTime, { hours: 12 })
  const list = (by: OrderQuery["by"]) => Stream.runDrain(adapter.listOrders({ by, since, until: twin.baseTime }))
  // Some operations are called for orders with an after-sale only.
  const [first, ...others] = twin.orders()
  const withAfterSale = others.find(({ status }) => status.afterSale !== null && status.afterSale !== "none")
  const orders = [first, withAfterSale].flatMap((order) =>
    order === undefined ? [] : [Effect.asVoid(adapter.getOrder(order.orderId))]
  )
  return [...(getOrder ? orders : []), ...(listOrders?.by ?? []).map(list)]
}

const declaresDocumentedCodes = ({ manifest, twin }: Subject): Effect.Effect<void, Breach> => {
  const known = new Set(
    Object.values(twin.operations).flatMap(({ errors = [] }) => errors.map(({ code }) => code.split(":")[0]))
  )
  const unknown = manifest.errors.filter(({ code }) => !known.has(code)).map(({ code }) => code)
  return holds(unknown.length === 0, () => `the manifest declares codes that no document has: ${unknown.join(", ")}`)
}
