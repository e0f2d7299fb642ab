/**
 * No leak: nothing that a program shows contains a secret or private text.
 *
 * No secret, token, signature or plain private text is in any log line, span, metric, console line or error, nor in an
 * order or row that is encoded without `reveal`: in normal calls, with faults of the platform, with wrong secrets, with
 * unknown ids, with damaged answers, and with forged pushes.
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

import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"

import * as Stream from "effect/Stream"
import { findLeaks } from "../../secrecy/Scanner.ts"
import { type Shown, showInAllForms } from "../../secrecy/Shown.ts"
import { plainTextsIn, secretsOfRequest } from "../../secrecy/secretsOf.ts"
import { watchOutput } from "../../secrecy/watchOutput.ts"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import type { Fault } from "../../twin/rules/Fault.ts"
import { passingFaults } from "../../twin/rules/Fault.ts"
import { makeDice } from "../../world/Dice.ts"
import { scalarsOf } from "../answer/orderFields.ts"
import { recentOrders } from "../calls/listQueries.ts"
import { recordsOf } from "../calls/readList.ts"
import { withDamagedAnswers } from "../faults/withDamagedAnswers.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

const forgedTexts = ["sign-of-somebody", "token-of-somebody", "收件人张三丰"] as const

/** Does not come from the platform, so anything can be in it. */
const forgedPush: PushRequest = {
  method: "POST",
  url: `http://shop.test/push?signature=${forgedTexts[0]}&token=${forgedTexts[1]}`,
  headers: { "event-sign": forgedTexts[0], authorization: forgedTexts[1], "content-type": "application/json" },
  body: new TextEncoder().encode(JSON.stringify([{ tag: "100", msg_id: "1", data: { name: forgedTexts[2] } }]))
}

const allFaults: ReadonlyArray<Fault> = [
  ...passingFaults,
  { kind: "unknown-code" },
  { kind: "http-status", status: 403, retryAfter: null },
  { kind: "token-dead-for-ever" }
]

type Call = "getOrder" | "listOrders" | "receivePush" | "unknown number" | "poisoned order"

interface Scene {
  readonly call: Call
  readonly faults: ReadonlyArray<Fault>
  /** Answers are damaged. */
  readonly damaged: boolean
  readonly wrongSecrets: boolean
}

const normal = { faults: [], damaged: false, wrongSecrets: false } as const

const scenes: ReadonlyArray<Scene> = [
  { call: "getOrder", ...normal },
  { call: "listOrders", ...normal },
  { call: "getOrder", ...normal, faults: allFaults },
  { call: "listOrders", ...normal, faults: allFaults },
  { call: "getOrder", ...normal, damaged: true },
  { call: "listOrders", ...normal, damaged: true },
  { call: "getOrder", ...normal, wrongSecrets: true },
  { call: "listOrders", ...normal, wrongSecrets: true },
  { call: "unknown number", ...normal },
  { call: "poisoned order", ...normal },
  { call: "receivePush", ...normal }
]

/** A push can always be received: if pushes are not declared, it is refused, and the refusal must not leak either. */
const isDeclared = (call: Call, { capabilities }: AdapterManifest): boolean =>
  call === "receivePush" || (call === "listOrders" ? capabilities.listOrders !== null : capabilities.getOrder)

export const noLeak = makeLaw({
  name: "no-leak",
  promise: "nothing that is shown contains a secret or private text",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, scene: between(0, scenes.length - 1), chance: between(0, 9_999) }),
  keep: ({ chance, scene: which, seed }, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const possible = scenes.filter(({ call }) => isDeclared(call, subject.manifest))
        const scene = possible[which % possible.length]
        if (scene === undefined) return
        const dice = makeDice(seed, "leak", chance)
        const shown: Array<Shown> = []
        const requests: Array<HttpClientRequest> = []
        const wrong = Object.fromEntries(subject.manifest.secrets.map((name) => [name, `a-wrong-${name}-of-somebody`]))
        const { adapter, twin } = yield* makeTrialShop(subject, {
          seed,
          orders: 2,
          ...(scene.faults.length === 0 ? {} : { faults: { random: { probability: 0.5, faults: scene.faults } } }),
          ...(scene.wrongSecrets ? { secrets: wrong } : {}),
          wrapClient: (client) => {
            const watched = HttpClient.tapRequest(client, (request) => Effect.sync(() => void requests.push(request)))
            return scene.damaged ? withDamagedAnswers(watched, dice) : watched
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
          ...(scene.call === "receivePush" ? forgedTexts : []),
          ...requests.flatMap((request) => secretsOfRequest(request, twin)),
          ...twin.orders().flatMap(plainTextsIn),
          // Garbage in a damaged answer may occur anywhere.
          ...(scene.damaged ? [] : records.flatMap(plainTextsIn))
        ])
        const publicTexts = twin.orders().flatMap(publicTextsOf)
        const leaks = findLeaks(
          [...secrets].filter((secret) => !publicTexts.some((text) => text.includes(secret))),
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
      return Effect.as(adapter.receivePush(forgedPush), [])
    case "listOrders":
      return Effect.map(Stream.runCollect(adapter.listOrders(recentOrders(adapter, twin, true))), recordsOf)
  }
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
