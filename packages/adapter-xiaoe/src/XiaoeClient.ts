/** Xiaoe's operations as calls through the kit's pipeline. The token goes in the JSON body. */
import {
  Accounts,
  assembleAdapter,
  baseUrlOf,
  Calls,
  fetchOrder,
  makeOrderCodec,
  Push,
  pipelineOptions
} from "@huidan/adapter-kit"
import type { AdapterError, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { accessTokens } from "./Auth.ts"
import { withAfterSales } from "./afterSales/Refunds.ts"
import { listPages10, listPages20 } from "./list20/Operation.ts"
import { manifest, manifestOf } from "./Manifest.ts"
import type { XiaoeApi, XiaoeOptions } from "./Options.ts"
import { receivePush } from "./push/receivePush.ts"
import { operations } from "./XiaoeOrder.ts"

const standardBaseUrl = "https://api.xiaoe-tech.com"

const detailOperations: Readonly<Record<XiaoeApi, string>> = { "1.0": "order.detail@1.0", "2.0": "order.detail@2.0" }

const noNumbers = {
  _tag: "Configuration",
  detail: 'the option `afterSales` needs `api: "2.0"`: refunds of version 1.0 have no number to know them by'
} as const

const noAfterSales = {
  _tag: "Configuration",
  detail: "the option `afterSaleParameter` needs `afterSales: true`: the list says which after-sales there are"
} as const

const envelope = { code: "code", messages: ["msg"], success: ["0"], others: ["request_params"] }

/**
 * The adapter of one Xiaoe shop.
 *
 * Uses the `HttpClient` of its context, else `fetch`. A missing `appId` or `clientSecret` fails the first call with
 * `Configuration`. `getOrder` reads detail 2.0 and `listOrders` list 2.0, or both version 1.0 by the option `api`, whose
 * list knows no update times; with `afterSales`, which needs 2.0, `getOrder` asks for the order's after-sales too, and with
 * `afterSaleParameter` for the detail of each. `receivePush` needs `pushToken` and `pushKey`, and remembers the ids of
 * messages in the `PushLog` of its context. Source: api-doc.xiaoe-tech.com.
 */
export const make = (options: XiaoeOptions): Effect.Effect<OrderAdapter, AdapterError> =>
  Effect.gen(function* () {
    const client = yield* Calls.httpClient
    const accounts = yield* Accounts.Accounts
    const pushLog = yield* Push.PushLog
    const shopId = options.appId ?? null
    const api = options.api ?? "2.0"
    const own = manifestOf(options)
    const baseUrl = baseUrlOf(options, standardBaseUrl)
    const account = yield* accounts.get(`xiaoe/${baseUrl}/${shopId}`, options.quotaKey)
    const codec = makeOrderCodec({ manifest: own, envelope, operations, shopId })
    if (options.afterSales === true && api === "1.0") return yield* codec.failure(null, noNumbers)
    if (options.afterSaleParameter !== undefined && options.afterSales !== true)
      return yield* codec.failure(null, noAfterSales)
    const shared = {
      manifest: own,
      codec,
      client,
      account,
      ...pipelineOptions(options, Object.keys(manifest.operations))
    }
    const tokens = accessTokens(options, baseUrl, account, Calls.makePipeline({ ...shared, tokens: null }), codec)
    const pipeline = Calls.makePipeline({ ...shared, tokens })

    const callOf = (operation: string, body: Readonly<Record<string, unknown>>) => ({
      operation,
      request: (token: Accounts.AccessToken | null) =>
        Effect.succeed(
          HttpClientRequest.post(`${baseUrl}${manifest.operations[operation]?.path ?? ""}`).pipe(
            HttpClientRequest.bodyJsonUnsafe({
              access_token: token === null ? "" : Redacted.value(token.value),
              ...body
            })
          )
        )
    })

    const door = { pipeline, codec, callOf }
    return assembleAdapter(own, shopId, codec, {
      getOrder: (orderId) => {
        const order = fetchOrder(pipeline, codec, callOf(detailOperations[api], { order_id: orderId }), orderId)
        return options.afterSales === true
          ? Effect.flatMap(order, (own) => withAfterSales(door, own, options.afterSaleParameter))
          : order
      },
      listOrders: (query) => (api === "1.0" ? listPages10(door, query) : listPages20(door, query)),
      receivePush: (request) => receivePush(options, codec, pushLog, request)
    })
  })
