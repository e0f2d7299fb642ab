/** The operations of 示例平台 as calls through the kit's pipeline. The token goes in the JSON body. */
import {
  Accounts,
  assembleAdapter,
  baseUrlOf,
  Calls,
  fetchOrder,
  makeOrderCodec,
  pipelineOptions
} from "@huidan/adapter-kit"
import type { AdapterError, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { accessTokens } from "../Auth.ts"
import { listPages } from "../orderList/Operation.ts"
import { type ExampleOrderOperation, manifest, operations } from "../Manifest.ts"
import { type ExampleOptions, standardBaseUrl } from "../Options.ts"
import { codecs } from "../shared/Order.ts"

/** The frame of every answer: `{ "code": 0, "message": "ok", "data": … }`. */
const envelope = { code: "code", messages: ["message"], success: ["0"] }

/** A call of an operation with its parameters. */
export type CallOf = (operation: ExampleOrderOperation, parameters: Readonly<Record<string, unknown>>) => Calls.Call

/**
 * The adapter of one shop of 示例平台.
 *
 * Uses the `HttpClient` of its context, else `fetch`. A missing `appId` or `appSecret` fails the first call with
 * `Configuration`.
 */
export const make = (options: ExampleOptions): Effect.Effect<OrderAdapter, AdapterError> =>
  Effect.gen(function* () {
    const client = yield* Calls.httpClient
    const accounts = yield* Accounts.Accounts
    const shopId = options.appId ?? null
    const baseUrl = baseUrlOf(options, standardBaseUrl)
    const account = yield* accounts.get(`${manifest.platform}/${baseUrl}/${shopId}`, options.quotaKey)
    const codec = makeOrderCodec({ manifest, envelope, operations: codecs, shopId })
    const shared = { manifest, codec, client, account, ...pipelineOptions(options, Object.keys(operations)) }
    const tokens = accessTokens(options, baseUrl, account, Calls.makePipeline({ ...shared, tokens: null }), codec)
    const pipeline = Calls.makePipeline({ ...shared, tokens })

    const callOf: CallOf = (operation, parameters) => ({
      operation,
      request: (token) =>
        HttpClientRequest.post(`${baseUrl}${operations[operation].path}`).pipe(
          HttpClientRequest.bodyJsonUnsafe({
            access_token: token === null ? "" : Redacted.value(token.value),
            ...parameters
          }),
          Effect.succeed
        )
    })

    return assembleAdapter(manifest, shopId, codec, {
      getOrder: (orderId) => fetchOrder(pipeline, codec, callOf("order.detail", { order_id: orderId }), orderId),
      listOrders: (query) => listPages(pipeline, codec, callOf, query)
    })
  })
