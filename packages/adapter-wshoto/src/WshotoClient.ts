/** Wshoto's operations as calls through the kit's pipeline. */
import {
  Accounts,
  assembleAdapter,
  baseUrlOf,
  type Call,
  fetchOrder,
  httpClient,
  makeOrderCodec,
  makePipeline,
  operationCodec,
  pipelineOptions
} from "@huidan/adapter-kit"
import type { AdapterError, OrderAdapter, OrderId } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { accessTokens } from "./WshotoAuth.ts"
import { manifest } from "./WshotoManifest.ts"
import type { WshotoOptions } from "./WshotoOptions.ts"
import { toOrder } from "./WshotoOrder.ts"
import { MallOrderDetail } from "./WshotoWire.ts"

const standardBaseUrl = "https://open.wshoto.com"

const operations = {
  "mall.order.detail": operationCodec({ at: "/data", single: true, wire: MallOrderDetail, toOrder })
}

const envelope = { code: "code", subCode: "sub_code", messages: ["msg"], success: ["0"] }

/**
 * The adapter of one Wshoto shop.
 *
 * Uses the `HttpClient` of its context, else `fetch`. A missing `appId` or `appSecret` fails the first call with
 * `Configuration`. Source: open.wshoto.com, mall order detail.
 */
export const make = (options: WshotoOptions): Effect.Effect<OrderAdapter, AdapterError> =>
  Effect.gen(function* () {
    const client = yield* httpClient
    const accounts = yield* Accounts
    const shopId = options.appId ?? null
    const baseUrl = baseUrlOf(options, standardBaseUrl)
    const account = yield* accounts.get(`wshoto/${baseUrl}/${shopId}`, options.quotaKey)
    const codec = makeOrderCodec({ manifest, envelope, operations, shopId })
    const shared = { manifest, codec, client, account, ...pipelineOptions(options, Object.keys(manifest.operations)) }
    const tokens = accessTokens(options, baseUrl, account, makePipeline({ ...shared, tokens: null }), codec)
    const pipeline = makePipeline({ ...shared, tokens })
    return assembleAdapter(manifest, shopId, codec, {
      getOrder: (orderId) => fetchOrder(pipeline, codec, detail(baseUrl, orderId), orderId)
    })
  })

/** The order's number goes in the JSON body, the token in the query. */
const detail = (baseUrl: string, orderId: OrderId): Call => ({
  operation: "mall.order.detail",
  request: (token) =>
    HttpClientRequest.post(`${baseUrl}${manifest.operations["mall.order.detail"]?.path ?? ""}`, {
      urlParams: { access_token: token === null ? "" : Redacted.value(token.value) }
    }).pipe(HttpClientRequest.bodyJsonUnsafe({ order_sn: orderId }), Effect.succeed)
})
