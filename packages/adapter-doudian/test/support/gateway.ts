/** The 蜂巢 gateway in memory: what it was sent, and a shop in front of it. */
import { readFileSync } from "node:fs"
import { Accounts } from "@huidan/adapter-kit"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import { type DoudianOptions, make } from "../../src/index.ts"

export const published = readFileSync(
  new URL("../../fixtures/fengchao.trade.detail.published.json", import.meta.url),
  "utf8"
)
export const secret = "fengchao-secret"
export const options = { appId: "1001", appSecret: Redacted.make(secret), sellerNick: "oms38173182" }

interface Sent {
  readonly method: string
  readonly url: string
  readonly contentType: string | undefined
  readonly form: URLSearchParams
}

const sentOf = (request: HttpClientRequest, url: URL): Sent => ({
  method: request.method,
  url: url.href,
  contentType: request.body._tag === "Uint8Array" ? request.body.contentType : undefined,
  form: new URLSearchParams(request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : "")
})

/** A gateway in memory: bodies in turn, the last one for ever. */
export const gateway = (...bodies: ReadonlyArray<string | Response>) => {
  const sent: Array<Sent> = []
  const client = HttpClient.make((request, url) =>
    Effect.sync(() => {
      const given = bodies[Math.min(sent.push(sentOf(request, url)), bodies.length) - 1] ?? ""
      return HttpClientResponse.fromWeb(request, typeof given === "string" ? new Response(given) : given.clone())
    })
  )
  return { sent, layer: Layer.merge(Layer.succeed(HttpClient.HttpClient, client), Accounts.layer()) }
}

export const getOrder = (orderId: string, shop: DoudianOptions = options) =>
  Effect.gen(function* () {
    const doudian = yield* make(shop)
    return yield* doudian.getOrder(orderId)
  })

/** An effect that waits, for its quota or between tries, while a minute passes. */
export const passingTime = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect)
    yield* TestClock.adjust("1 minute")
    return yield* Fiber.join(fiber)
  })
