import { type AdapterError, type AdapterManifest, adapterContract, type Quota } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import type { ParsedAnswer } from "../src/answer/ParsedAnswer.ts"
import { operationCodec } from "../src/codec/OperationCodec.ts"
import { makeOrderCodec } from "../src/codec/OrderCodec.ts"
import { fixed } from "../src/mapping/Traced.ts"
import * as Wire from "../src/mapping/Wire.ts"

export const quota: Quota = { requests: 20, seconds: 1, source: "test", verified: true }

const operation = (answers: "order" | "orders" | "token") => ({
  title: answers,
  answers,
  use: "call" as const,
  needs: [],
  method: "GET" as const,
  path: `/${answers}`,
  quota,
  paging: null,
  windowSeconds: null,
  carries: [],
  document: "test",
  unverified: []
})

export const manifest = {
  contract: adapterContract,
  platform: "shop",
  name: { zh: "店", en: "Shop" },
  package: "adapter-shop",
  version: "1.0.0",
  capabilities: { getOrder: true, listOrders: null, receivePush: false },
  operations: { one: operation("order"), many: operation("orders"), token: operation("token") },
  errors: [
    { code: "7", subCode: null, reason: { _tag: "Authentication", kind: "token" }, text: "dead token" },
    { code: "8", subCode: null, reason: { _tag: "RateLimited", retryAfter: null }, text: "too fast" },
    { code: "9", subCode: null, reason: { _tag: "PlatformUnavailable" }, text: "busy" },
    { code: "4", subCode: "isv.expired*", reason: { _tag: "Authentication", kind: "token" }, text: "expired" },
    { code: "4", subCode: ":17", reason: { _tag: "NotFound" }, text: "none" },
    { code: "4", subCode: null, reason: { _tag: "InvalidRequest", detail: "bad" }, text: "bad" }
  ],
  secrets: ["secret"],
  shopOption: "appId"
} as const satisfies AdapterManifest

/** The manifest with another quota of the operation `one`. */
export const withQuota = (other: Quota | null): AdapterManifest => ({
  ...manifest,
  operations: { ...manifest.operations, one: { ...manifest.operations.one, quota: other } }
})

const Row = Wire.object({
  id: Wire.id,
  price: Wire.yuan,
  goods: Wire.fen,
  name: Wire.privateText,
  note: Wire.privateText,
  created: Wire.wallTime
})

const toOrder = (row: typeof Row.Type) => ({
  orderId: row.id,
  shop: { id: fixed(null, "the answer names no shop") },
  amounts: { payable: row.price, goods: row.goods },
  buyer: { name: row.name },
  notes: { buyer: row.note },
  times: { created: row.created }
})

export const codec = makeOrderCodec({
  manifest,
  envelope: { code: "code", subCode: "sub_code", messages: ["msg"], success: ["0"] },
  operations: {
    one: operationCodec({ at: "/data", single: true, wire: Row, toOrder }),
    many: operationCodec({ at: "/data/list", single: false, wire: Row, toOrder, paging: ["/data/total"] })
  },
  shopId: "s1"
})

/** An answer, or why there is none. */
export type Answer = Response | "reset" | { readonly cause: object }

/** An HTTP client that answers from a function of the request's number. */
export const fakeHttp = (
  answer: (index: number, request: HttpClientRequest, url: URL) => Answer | Effect.Effect<Answer>
) => {
  const urls: Array<string> = []
  const client = HttpClient.make((request, url) =>
    Effect.gen(function* () {
      const given = answer(urls.push(url.href) - 1, request, url)
      const response = Effect.isEffect(given) ? yield* given : given
      if (response instanceof Response) return HttpClientResponse.fromWeb(request, response)
      const cause = response === "reset" ? { code: "ECONNRESET" } : response.cause
      return yield* Effect.fail(
        new HttpClientError.HttpClientError({
          reason: new HttpClientError.TransportError({ request, cause })
        })
      )
    })
  )
  return { client, urls }
}

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers })

/** An answer with one order. */
export const okBody = JSON.stringify({ code: 0, data: { id: 1, name: "汇单" } })
export const ok = new Response(okBody)

/** How a call ended: `success`, or the reason of its failure. */
export const outcomeOf = (exit: Exit.Exit<ParsedAnswer, AdapterError>): string =>
  Exit.match(exit, {
    onSuccess: () => "success",
    onFailure: (cause) => {
      const [first] = cause.reasons
      return first?._tag === "Fail" ? first.error.reason._tag : "defect"
    }
  })
