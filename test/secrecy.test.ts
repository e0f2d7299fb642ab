/** No output about a shop contains a secret, a token, a signature or a plain private text. */
import { assert, describe, it } from "@effect/vitest"
import type { AdapterPackage, PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Metric from "effect/Metric"
import * as Schema from "effect/Schema"
import { exchange } from "../packages/adapter-kit/src/calls/HttpExchange.ts"
import { cellsOf } from "./faultMatrix/faultMatrix.ts"
import type { StruckCall } from "./faultMatrix/runCall.ts"
import { calledOperations, readShops, type Shop } from "./faultMatrix/Shop.ts"
import { findLeaks } from "./secrecy/Scanner.ts"
import { type Shown, showInAllForms } from "./secrecy/Shown.ts"
import { type Showing, showCall } from "./secrecy/showCall.ts"
import { watchOutput } from "./secrecy/watchOutput.ts"

const shops = await readShops()

const showCalls = (calls: ReadonlyArray<StruckCall>): Effect.Effect<Showing> =>
  Effect.map(Effect.forEach(calls, showCall), (showings) => ({
    shown: showings.flatMap(({ shown }) => shown),
    secrets: new Set(showings.flatMap(({ secrets }) => [...secrets]))
  }))

const placesOf = ({ shown }: Showing): ReadonlyArray<string> => [...new Set(shown.map(({ place }) => place))]

const undisturbed = { strike: { kind: "nothing" }, occurrence: "always" } as const

/** Values of a push that is not the platform's. */
const pushed = ["forged-sign-12", "forged-token-12", "收件人张三丰"] as const
const strangePush: PushRequest = {
  method: "POST",
  url: `http://shop.test/push?signature=${pushed[0]}&token=${pushed[1]}`,
  headers: { "event-sign": pushed[0], authorization: pushed[1], "content-type": "application/json" },
  body: new TextEncoder().encode(JSON.stringify([{ tag: "100", msg_id: "1", data: { name: pushed[2] } }]))
}

/** What happens while a shop is being set up, and what a platform may change without notice. */
const oddCalls = (shop: Shop, operation: string): ReadonlyArray<StruckCall> => {
  const call = { shop, operation, ...undisturbed }
  const wrong = Object.fromEntries(shop.adapter.manifest.secrets.map((name) => [name, `a-wrong-${name}-of-another`]))
  return [
    { ...call, secrets: wrong },
    { ...call, ask: (adapter) => Effect.map(adapter.getOrder("1"), (order) => [order]) },
    ...shop.twin.poisons.map(
      (_, index): StruckCall => ({
        ...call,
        ask: (adapter, twin) => Effect.map(adapter.getOrder(twin.poisoned()[index]?.orderId ?? ""), (order) => [order])
      })
    ),
    {
      ...call,
      ask: (adapter) =>
        Effect.as(
          adapter.receivePush(strangePush, () => Effect.void),
          []
        )
    },
    { ...call, strike: { kind: "platform", fault: { kind: "unknown-code" } } },
    { ...call, strike: { kind: "platform", fault: { kind: "php-shapes" } } }
  ]
}

describe.each(shops)("$platform", (shop) => {
  describe.each(calledOperations(shop))("%s", (operation) => {
    it.effect(
      "under every fault",
      () =>
        Effect.gen(function* () {
          const showing = yield* showCalls(cellsOf(shop, operation).map((cell) => ({ shop, operation, ...cell })))
          const { method } = shop.adapter.manifest.operations[operation] ?? {}
          assert.isAbove(showing.secrets.size, 10)
          assert.includeMembers(
            [...placesOf(showing)],
            [`span ${method}, attributes`, "span huidan.request, attributes", "metrics, as JSON", "error, message"]
          )
          assert.deepStrictEqual(findLeaks(showing.secrets, showing.shown), [])
        }),
      120_000
    )

    it.effect(
      "with wrong secrets, unknown numbers, unreadable orders, forged pushes, undocumented codes and shapes",
      () =>
        Effect.gen(function* () {
          const showing = yield* showCalls(oddCalls(shop, operation))
          assert.includeMembers([...placesOf(showing)], ["error, message", "record, inspected"])
          assert.deepStrictEqual(findLeaks(showing.secrets, showing.shown), [])
        })
    )
  })

  it("with wrong options", () => {
    const { options, secrets } = shop.twin.shopOptions("http://platform.test")
    const all = { ...options, ...secrets }
    const shown = [
      { ...all, baseUrl: "no address" },
      { ...all, retries: "many" },
      ...shop.adapter.manifest.secrets.map((name) => ({ ...all, [name]: [Object.values(secrets)] }))
    ].flatMap((wrong) => showDecoding(shop.adapter, wrong))
    assert.deepStrictEqual(findLeaks(new Set(Object.values(secrets)), shown), [])
  })
})

/** The decoded options, or the message of the failure. */
const showDecoding = ({ Options }: AdapterPackage, options: unknown): ReadonlyArray<Shown> => {
  const decoded = Schema.decodeUnknownResult(Options, { errors: "all" })(options)
  return showInAllForms("options", decoded._tag === "Success" ? decoded.success : decoded.failure.message)
}

describe("addresses in spans", () => {
  const secrets = ["query-Secret-1", "geheim/ß?&=2", "签名三四"]

  it.effect.each([
    "access_token",
    "refresh_token",
    "app_secret",
    "secret_key",
    "sign",
    "client_secret",
    "token",
    "mac"
  ])("%s is redacted, the parameter next to it is not", (name) =>
    Effect.gen(function* () {
      const shown: Array<Shown> = []
      const client = HttpClient.make((request) =>
        Effect.succeed(HttpClientResponse.fromWeb(request, new Response(`{"echo":"${secrets[0]}"}`, { status: 500 })))
      )
      for (const secret of secrets) {
        const request = HttpClientRequest.post("http://platform.test/orders", {
          urlParams: { [name]: secret, page: "7" }
        }).pipe(HttpClientRequest.bodyJsonUnsafe({ [name]: secret, nested: { [name]: secret } }))
        yield* exchange(client, request, { timeLimit: 30, answerLimit: 1_000_000, privateParameters: ["mac"] }).pipe(
          watchOutput(shown)
        )
      }
      assert.deepStrictEqual(findLeaks(new Set(secrets), shown), [])
      assert.include(shown.map(({ text }) => text).join("\n"), `?${name}=REDACTED&page=7`)
    })
  )
})

describe("the scanner", () => {
  const secret = "token-四五六/7"
  const gauge = Metric.gauge("huidan.test.careless")
  const get = HttpClient.get(`http://platform.test/?token=${encodeURIComponent(secret)}`)
  const client = HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, new Response("{}"))))

  it.effect.each([
    ["a log line", Effect.log("got", { token: secret }), "log, inspected"],
    ["a log annotation", Effect.annotateLogs(Effect.log("got it"), { token: secret }), "log, annotations"],
    ["a span's attribute", Effect.withSpan(Effect.void, "read", { attributes: { secret } }), "span read, attributes"],
    [
      "a span's failure",
      Effect.ignore(Effect.withSpan(Effect.fail({ message: secret }), "read")),
      "span read, failure"
    ],
    ["an address", get.pipe(Effect.provideService(HttpClient.HttpClient, client)), "span GET, attributes"],
    ["a metric", Metric.update(Metric.withAttributes(gauge, { secret }), 1), "metrics, as JSON"],
    ["a stream", Effect.sync(() => process.stderr.write(`${secret}\n`)), "stderr"]
  ] as const)("finds a secret in %s", ([, careless, place]) =>
    Effect.gen(function* () {
      const shown: Array<Shown> = []
      yield* Effect.ignore(careless).pipe(watchOutput(shown))
      assert.include(
        findLeaks(new Set([secret]), shown).map((leak) => leak.place),
        place
      )
    })
  )

  it("finds a telephone number with a country code, and not within a longer number", () => {
    const isFound = (text: string) => findLeaks(["13800138000"], [{ place: "a log", text }]).length > 0
    for (const text of ["13800138000", "+8613800138000", "008613800138000", "tel:13800138000;"])
      assert.isTrue(isFound(text), text)
    for (const text of ["E2024138001380000031", "1380013800000000", "0000013800138000"])
      assert.isFalse(isFound(text), text)
  })
})
