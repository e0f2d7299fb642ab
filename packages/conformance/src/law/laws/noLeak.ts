/**
 * No leak: nothing that a program shows contains a secret or private text.
 *
 * No secret, token, signature or plain private text is in any log line, span, metric, printed line or error, nor in an
 * order or row that is encoded without `reveal`: in normal calls, with faults of the platform, with wrong secrets, with
 * unknown ids, with damaged answers, with forged pushes, and with pushes whose handler fails, from the making of the
 * adapter until its scope is closed.
 */
import {
  type AdapterError,
  adapterErrorToJson,
  encodeOrder,
  isOrder,
  type Order,
  type OrderAdapter,
  type OrderId,
  type OrderQuery,
  type OrderRecord,
  type PushMessage,
  type PushRequest
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as Stream from "effect/Stream"
import { findLeaks } from "../../secrecy/Scanner.ts"
import { type Shown, showInAllForms } from "../../secrecy/Shown.ts"
import { plainTextsIn, secretsOfRequest } from "../../secrecy/secretsOf.ts"
import { watchOutput } from "../../secrecy/watchOutput.ts"
import type { TwinError } from "../../twin/definition/TwinDefinition.ts"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { type Fault, passingFaults, type ScriptedFault } from "../../twin/rules/Fault.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { scalarsOf } from "../answer/orderFields.ts"
import { newMessages, sendNow } from "../calls/deliveries.ts"
import { anyListTime, listName, listTimes, recentOrders } from "../calls/listQueries.ts"
import { recordsOf } from "../calls/readList.ts"
import { withDamagedAnswers } from "../faults/withDamagedAnswers.ts"
import { seedBelow, worldSeed } from "../trial/arbitraries.ts"
import { holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

const forgedTexts = ["sign-of-somebody", "token-of-somebody", "收件人张三丰"] as const

/** Does not come from the platform, so anything can be in it. */
const forgedPush: PushRequest = {
  method: "POST",
  url: `http://shop.test/push?signature=${forgedTexts[0]}&token=${forgedTexts[1]}`,
  headers: { "event-sign": forgedTexts[0], authorization: forgedTexts[1], "content-type": "application/json" },
  body: new TextEncoder().encode(JSON.stringify([{ tag: "100", msg_id: "1", data: { name: forgedTexts[2] } }]))
}

type Call = "getOrder" | OrderQuery["by"]

type Scene =
  | { readonly call: Call; readonly how: "as always" | "faults" | "damaged answers" | "wrong secrets" }
  | { readonly order: "unknown id" | "poisoned order" }
  | { readonly push: PushScene }

type PushScene = "of the platform" | "whose handler fails" | "of a stranger" | "forged"

const named = (name: string, scene: Scene): LawCase<{ readonly scene: Scene }> => ({ name, trial: { scene } })

/** A push can always be received: if pushes are not declared, it is refused, and the refusal must not leak either. */
const scenesOf = ({ door, manifest, twin }: Subject): ReadonlyArray<LawCase<{ readonly scene: Scene }>> => {
  const { receivePush } = manifest.capabilities
  const hasCalls = door.pushesOnly !== true
  const getOrder = manifest.capabilities.getOrder && hasCalls
  const times = hasCalls ? listTimes(manifest) : []
  const calls = [
    ...(getOrder ? [{ call: "getOrder", name: "getOrder" } as const] : []),
    ...(times.length === 0 ? [] : [{ call: anyListTime(manifest), name: "listOrders" } as const])
  ]
  const canPush = receivePush && (door.push ?? twin.push) !== undefined
  return [
    ...(getOrder ? [named("getOrder", { call: "getOrder", how: "as always" })] : []),
    ...times.map((by) => named(`list by ${by}`, { call: by, how: "as always" })),
    ...(["faults", "damaged answers", "wrong secrets"] as const).flatMap((how) =>
      calls.map(({ call, name }) => named(`${name}, ${how}`, { call, how }))
    ),
    ...(getOrder ? (["unknown id", "poisoned order"] as const).map((order) => named(order, { order })) : []),
    ...(canPush ? (["of the platform", "whose handler fails", "of a stranger"] as const) : []).map((push) =>
      named(`a push ${push}`, { push })
    ),
    named("a forged push", { push: "forged" })
  ]
}

export const noLeak = makeLaw({
  name: "no-leak",
  promise: "nothing that is shown contains a secret or private text",
  doors: "pushes",
  trials: Arbitrary.all({ seed: worldSeed, chance: seedBelow(10_000) }),
  cases: scenesOf,
  keep: ({ chance, scene, seed }, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const dice = makeDice(seed, "leak", chance)
        const shown: Array<Shown> = []
        const requests: Array<HttpClientRequest> = []
        const wrong = Object.fromEntries(subject.manifest.secrets.map((name) => [name, `a-wrong-${name}-of-somebody`]))
        const how = "how" in scene ? scene.how : "as always"
        const plan: ChangingPlan = { scripted: [] }
        const asked = yield* Effect.gen(function* () {
          const { adapter, twin } = yield* makeTrialShop(subject, {
            seed,
            orders: 2,
            faults: plan,
            ...(how === "wrong secrets" ? { secrets: wrong } : {}),
            wrapClient: (client) => {
              const watched = HttpClient.tapRequest(client, (request) => Effect.sync(() => void requests.push(request)))
              return how === "damaged answers" ? withDamagedAnswers(watched, dice) : watched
            }
          })
          const given = yield* askAll(scene, subject, adapter, twin, plan, dice)
          if (given === null) return null
          shown.push(...given.records.flatMap((record) => showRecord(adapter, record)))
          return { ...given, twin }
        }).pipe(Effect.scoped, watchOutput(shown))
        if (asked === null) return yield* nothingAsked("the twin has no poisoned order")
        const { errors, others, records, twin } = asked
        shown.push(...errors.flatMap(showError))
        shown.push(...others.flatMap((other) => showInAllForms("a push", other)))
        const secrets = new Set([
          ...Object.values(twin.shopOptions("").secrets),
          ...Object.values(subject.door.secrets),
          ...(how === "wrong secrets" ? Object.values(wrong) : []),
          ...("push" in scene && scene.push === "forged" ? forgedTexts : []),
          ...requests.flatMap((request) => secretsOfRequest(request, twin)),
          ...twin.orders().flatMap(plainTextsIn),
          // Garbage in a damaged answer may occur anywhere.
          ...(how === "damaged answers" ? [] : records.flatMap(plainTextsIn))
        ])
        const publicTexts = twin.orders().flatMap(publicTextsOf)
        const leaks = findLeaks(
          [...secrets].filter((secret) => !publicTexts.some((text) => text.includes(secret))),
          shown
        )
        const what = callOf(scene, subject)
        yield* holds(
          leaks.length === 0,
          () => `${what} shows ${leaks.map(({ place, value }) => `${value} in ${place}`).join("; ")}`
        )
      })
    )
})

const callOf = (scene: Scene, { manifest }: Subject): string => {
  if ("push" in scene) return `receivePush (a push ${scene.push})`
  if ("order" in scene) return `getOrder (${scene.order})`
  return scene.call === "getOrder" ? scene.call : listName(manifest, scene.call)
}

/** A plan whose faults change from call to call. */
interface ChangingPlan {
  scripted: ReadonlyArray<ScriptedFault>
}

/** What calls gave. */
interface Asked {
  readonly records: ReadonlyArray<OrderRecord>
  readonly errors: ReadonlyArray<AdapterError>
  readonly others: ReadonlyArray<unknown>
}

/** Makes the calls of a scene; `null` if the twin lacks what they ask for. */
const askAll = (
  scene: Scene,
  subject: Subject,
  adapter: OrderAdapter,
  twin: RunningTwin,
  plan: ChangingPlan,
  dice: Dice
): Effect.Effect<Asked | null> =>
  Effect.gen(function* () {
    if ("push" in scene) return yield* askOnce(receive(scene.push, subject, adapter, twin, dice))
    if ("order" in scene) {
      const poisoned = scene.order === "unknown id" ? "1" : twin.poisoned()[0]?.orderId
      return poisoned === undefined ? null : yield* askOnce(order(adapter, poisoned))
    }
    const ask = askOnce(ordersOf(scene.call, adapter, twin))
    if (scene.how !== "faults") return yield* ask
    const all: Array<Asked> = []
    for (const { faults, isForTokens } of faultsOf(subject)) {
      if (isForTokens) twin.killTokens()
      plan.scripted = faults
      all.push(yield* ask)
      plan.scripted = []
      // Long enough for pauses and circuit breakers to end.
      yield* Effect.sleep("1 hour")
    }
    return {
      records: all.flatMap(({ records }) => records),
      errors: all.flatMap(({ errors }) => errors),
      others: []
    }
  })

const askOnce = (self: Effect.Effect<Pick<Asked, "records" | "others">, AdapterError>): Effect.Effect<Asked> =>
  Effect.match(self, {
    onFailure: (error) => ({ records: [], errors: [error], others: [] }),
    onSuccess: (given) => ({ ...given, errors: [] })
  })

const order = (adapter: OrderAdapter, orderId: OrderId) =>
  Effect.map(adapter.getOrder(orderId), (found) => ({ records: [found], others: [] }))

const ordersOf = (
  call: Call,
  adapter: OrderAdapter,
  twin: RunningTwin
): Effect.Effect<Pick<Asked, "records" | "others">, AdapterError> =>
  call === "getOrder"
    ? order(adapter, twin.orders()[0]?.orderId ?? "1")
    : Effect.map(Stream.runCollect(adapter.listOrders(recentOrders(twin, call))), (pages) => ({
        records: recordsOf(pages),
        others: []
      }))

const receive = (
  scene: PushScene,
  { door, twin: definition }: Subject,
  adapter: OrderAdapter,
  twin: RunningTwin,
  dice: Dice
): Effect.Effect<Pick<Asked, "records" | "others">, AdapterError> =>
  Effect.gen(function* () {
    const push = door.push ?? definition.push
    const request =
      scene === "forged" || push === undefined
        ? forgedPush
        : yield* sendNow(
            push,
            newMessages(push, twin.orders().slice(0, 1), dice),
            dice,
            scene === "of a stranger" ? "stranger" : "platform"
          )
    const heard: Array<PushMessage> = []
    // What the program itself fails with may hold anything.
    const response = scene === "whose handler fails" ? failWithPrivateText(twin) : Effect.void
    const answer = yield* adapter.receivePush(request, (message) =>
      Effect.suspend(() => {
        heard.push(message)
        return response
      })
    )
    return { records: [], others: [answer, ...heard] }
  })

const failWithPrivateText = (twin: RunningTwin): Effect.Effect<never, { readonly message: string }> =>
  Effect.fail({ message: `cannot store ${twin.orders().flatMap(plainTextsIn).join(", ")}` })

const forEver = 1_000_000

const kinds: ReadonlyArray<Fault> = [
  ...passingFaults.filter(({ kind }) => kind !== "token-dead"),
  { kind: "slow", seconds: 3600 },
  { kind: "unknown-code" },
  { kind: "rows-move" },
  { kind: "http-status", status: 403, retryAfter: null },
  { kind: "token-dead" },
  { kind: "token-dead-for-ever" }
]

/** Each fault in the answers with orders, then those that a request for a token can have. */
const faultsOf = (
  subject: Subject
): ReadonlyArray<{ readonly faults: ReadonlyArray<ScriptedFault>; readonly isForTokens: boolean }> => {
  const operations = Object.entries(subject.twin.operations)
  const each = (isForTokens: boolean, fault: (errors: ReadonlyArray<TwinError>) => Fault | undefined) => ({
    isForTokens,
    faults: operations.flatMap(([operation, { answer, errors = [] }]) => {
      const isToken = declaredOperation(subject, operation)?.answers === "token"
      const chosen = (isForTokens ? isToken : answer !== null) ? fault(errors) : undefined
      return chosen === undefined ? [] : [{ operation, request: 1, times: forEver, fault: chosen }]
    })
  })
  const refused = (errors: ReadonlyArray<TwinError>): Fault | undefined =>
    errors[0] === undefined ? undefined : { kind: "error-code", code: errors[0].code, message: "refused" }
  return [
    ...[true, false].flatMap((isForTokens) => [
      each(isForTokens, refused),
      ...kinds
        .filter(({ kind }) => !isForTokens || ["http-status", "reset", "cut-body", "html"].includes(kind))
        .map((fault) => each(isForTokens, () => fault))
    ])
  ].filter(({ faults }) => faults.length > 0)
}

/** What an order also has in public fields: the street of a person can be the street of a shop. */
const publicTextsOf = (order: Order): ReadonlyArray<string> =>
  scalarsOf(JSON.parse(JSON.stringify(encodeOrder(order, { reveal: false, raw: null })))).flatMap(([, value]) =>
    typeof value === "string" ? [value] : []
  )

/** A record in memory, and encoded without `reveal`. */
const showRecord = (adapter: OrderAdapter, record: OrderRecord): ReadonlyArray<Shown> => [
  ...showInAllForms("a record", record),
  ...(["omit", "masked"] as const).flatMap((raw) =>
    showInAllForms(
      `a record encoded with raw ${raw}`,
      isOrder(record)
        ? adapter.encode(record, { reveal: false, raw })
        : adapter.encodeQuarantined(record, { reveal: false, raw })
    )
  )
]

const showError = (error: AdapterError): ReadonlyArray<Shown> => [
  ...showInAllForms("an error", error),
  ...showInAllForms("an error as data", adapterErrorToJson(error))
]
