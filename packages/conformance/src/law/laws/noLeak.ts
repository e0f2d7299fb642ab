/**
 * No leak: nothing that a program shows holds a secret or what belongs to a person.
 *
 * No secret, token, signature or plain private text stands in any log line, span, metric, console line or error, nor in
 * an order or a row that is encoded without leave to reveal it: on honest calls, under faults of the platform, with wrong
 * secrets, for unknown numbers, for answers that make no sense, for pushes of strangers.
 */
import {
  type AdapterError,
  type AdapterManifest,
  adapterErrorToJson,
  encodeOrder,
  isOrder,
  type Order,
  type OrderAdapter,
  type OrderRecord,
  type PushRequest
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import { findLeaks } from "../../secrecy/Scanner.ts"
import { type Shown, showInAllForms } from "../../secrecy/Shown.ts"
import { plainTextsIn, secretsOfRequest } from "../../secrecy/secretsOf.ts"
import { watchOutput } from "../../secrecy/watchOutput.ts"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import type { Fault } from "../../twin/rules/Fault.ts"
import { passingFaults } from "../../twin/rules/Fault.ts"
import { makeDice } from "../../world/Dice.ts"
import { damage } from "../answer/damage.ts"
import { scalarsOf } from "../answer/orderFields.ts"
import { readAnswer } from "../answer/TrialAnswer.ts"
import { listsBy } from "../calls/listsBy.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { atOpening, openShop } from "../trial/TrialShop.ts"

const strangers = ["sign-of-somebody", "token-of-somebody", "收件人张三丰"] as const

/** Not the platform's: who knows what is in it. */
const strangePush: PushRequest = {
  method: "POST",
  url: `http://shop.test/push?signature=${strangers[0]}&token=${strangers[1]}`,
  headers: { "event-sign": strangers[0], authorization: strangers[1], "content-type": "application/json" },
  body: new TextEncoder().encode(JSON.stringify([{ tag: "100", msg_id: "1", data: { name: strangers[2] } }]))
}

const oddFaults: ReadonlyArray<Fault> = [
  ...passingFaults,
  { kind: "unknown-code" },
  { kind: "http-status", status: 403, retryAfter: null },
  { kind: "token-dead-for-ever" }
]

type Call = "getOrder" | "listOrders" | "receivePush" | "unknown number" | "poisoned order"

interface Scene {
  readonly call: Call
  readonly faults: ReadonlyArray<Fault>
  /** Answers are replaced by what makes no sense. */
  readonly damaged: boolean
  readonly wrongSecrets: boolean
}

const honest = { faults: [], damaged: false, wrongSecrets: false } as const

const scenes: ReadonlyArray<Scene> = [
  { call: "getOrder", ...honest },
  { call: "listOrders", ...honest },
  { call: "getOrder", ...honest, faults: oddFaults },
  { call: "listOrders", ...honest, faults: oddFaults },
  { call: "getOrder", ...honest, damaged: true },
  { call: "listOrders", ...honest, damaged: true },
  { call: "getOrder", ...honest, wrongSecrets: true },
  { call: "listOrders", ...honest, wrongSecrets: true },
  { call: "unknown number", ...honest },
  { call: "poisoned order", ...honest },
  { call: "receivePush", ...honest }
]

/** A push is refused without a word where pushes are not declared: that is shown too. */
const isDeclared = (call: Call, { capabilities }: AdapterManifest): boolean =>
  call === "receivePush" || (call === "listOrders" ? capabilities.listOrders !== null : capabilities.getOrder)

export const noLeak = makeLaw({
  name: "no-leak",
  promise: "nothing that is shown holds a secret or private text",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, scene: between(0, scenes.length - 1), chance: between(0, 9_999) }),
  keep: ({ chance, scene: which, seed }, subject) =>
    atOpening(
      Effect.gen(function* () {
        const playable = scenes.filter(({ call }) => isDeclared(call, subject.manifest))
        const scene = playable[which % playable.length]
        if (scene === undefined) return
        const dice = makeDice(seed, "leak", chance)
        const shown: Array<Shown> = []
        const requests: Array<HttpClientRequest> = []
        const wrong = Object.fromEntries(subject.manifest.secrets.map((name) => [name, `a-wrong-${name}-of-somebody`]))
        const { adapter, twin } = yield* openShop(subject, {
          seed,
          orders: 2,
          ...(scene.faults.length === 0 ? {} : { faults: { random: { probability: 0.5, faults: scene.faults } } }),
          ...(scene.wrongSecrets ? { secrets: wrong } : {}),
          between: (client) => {
            const watched = HttpClient.tapRequest(client, (request) => Effect.sync(() => void requests.push(request)))
            if (!scene.damaged) return watched
            return HttpClient.transformResponse(watched, (responding) =>
              Effect.gen(function* () {
                const response = yield* responding
                const { body } = damage(readAnswer(yield* response.text), dice)
                return HttpClientResponse.fromWeb(response.request, new Response(body, { status: response.status }))
              })
            )
          }
        }).pipe(watchOutput(shown))
        const ended = yield* Effect.result(ask(scene.call, adapter, twin).pipe(watchOutput(shown)))
        const records = ended._tag === "Success" ? ended.success : []
        shown.push(...records.flatMap((record) => showRecord(adapter, record)))
        if (ended._tag === "Failure") shown.push(...showError(ended.failure))
        const secrets = new Set([
          ...Object.values(twin.shopOptions("").secrets),
          ...Object.values(subject.door.secrets),
          ...(scene.wrongSecrets ? Object.values(wrong) : []),
          ...(scene.call === "receivePush" ? strangers : []),
          ...requests.flatMap((request) => secretsOfRequest(request, twin)),
          ...twin.orders().flatMap(plainTextsIn),
          // What makes no sense stands everywhere.
          ...(scene.damaged ? [] : records.flatMap(plainTextsIn))
        ])
        const open = twin.orders().flatMap(openTextsOf)
        const leaks = findLeaks(
          [...secrets].filter((secret) => !open.some((text) => text.includes(secret))),
          shown
        )
        yield* holds(
          leaks.length === 0,
          () => `${scene.call} shows ${leaks.map(({ place, value }) => `${value} in ${place}`).join("; ")}`
        )
      })
    )
})

const ask = (
  call: Call,
  adapter: OrderAdapter,
  twin: RunningTwin
): Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError> => {
  const getOrder = (orderId: string) => Effect.map(adapter.getOrder(orderId), (order) => [order])
  switch (call) {
    case "getOrder":
      return getOrder(twin.orders()[0]?.orderId ?? "1")
    case "unknown number":
      return getOrder("1")
    case "poisoned order":
      return getOrder(twin.poisoned()[0]?.orderId ?? "1")
    case "receivePush":
      return Effect.as(adapter.receivePush(strangePush), [])
    case "listOrders":
      return Effect.map(
        Stream.runCollect(
          adapter.listOrders({
            by: listsBy(adapter.manifest, true),
            since: DateTime.subtract(twin.baseTime, { days: 3 }),
            until: twin.baseTime
          })
        ),
        (pages) => pages.flatMap(({ records }) => records)
      )
  }
}

/** What the order says openly too: a street that somebody lives in is also the street of a shop. */
const openTextsOf = (order: Order): ReadonlyArray<string> =>
  scalarsOf(JSON.parse(JSON.stringify(encodeOrder(order, { reveal: false, raw: null })))).flatMap(([, value]) =>
    typeof value === "string" ? [value] : []
  )

/** A record as it is in memory, and as encoders show it without leave to reveal. */
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
