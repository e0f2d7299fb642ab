/** Paper Boat's operations as calls through the kit's pipeline. */
import {
  Accounts,
  assembleAdapter,
  baseUrlOf,
  Calls,
  fetchOrder,
  fetchRecordsBeside,
  Lists,
  makeOrderCodec,
  operationCodec,
  Push,
  pipelineOptions,
  Wire
} from "@huidan/adapter-kit"
import type { AdapterError, OrderAdapter, OrderPage, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Stream from "effect/Stream"
import { type Parameters, signed } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import type { PaperboatOptions } from "../Options.ts"
import { detailToOrder, rowToOrder } from "../orderDetail/Order.ts"
import { receivePush } from "../push/receivePush.ts"
import { OrderDetail, OrderRow } from "../orderDetail/Wire.ts"

const standardBaseUrl = "https://open.paperboat.example"
const pageSize = 50
const windowSeconds = 7 * 86_400

const envelope = { code: "result", messages: ["words"], success: ["ok"] }

const operations = {
  "order.detail": operationCodec({ at: "/order", single: true, wire: OrderDetail, toOrder: detailToOrder }),
  "order.list": operationCodec({ at: "/orders", single: false, wire: OrderRow, toOrder: rowToOrder, paging: ["/next"] })
}

/** What stands beside the rows of a list: the mark of the next page. */
const Page = Wire.object({ next: Wire.text })

/**
 * The adapter of one Paper Boat shop.
 *
 * Uses the `HttpClient` of its context, else `fetch`, and remembers pushes in the `PushLog` of its context. A missing
 * `shopId`, `key` or `secret` fails the first call with `Configuration`, a missing `pushSecret` the first push. Source:
 * PLATFORM.md.
 */
export const make = (options: PaperboatOptions): Effect.Effect<OrderAdapter, AdapterError> =>
  Effect.gen(function* () {
    const client = yield* Calls.httpClient
    const accounts = yield* Accounts.Accounts
    const pushLog = yield* Push.PushLog
    const shopId = options.shopId ?? null
    const baseUrl = baseUrlOf(options, standardBaseUrl)
    // Limits are an application's, not a shop's.
    const account = yield* accounts.get(`paperboat/${baseUrl}/${options.key ?? null}`, options.quotaKey)
    const codec = makeOrderCodec({ manifest, envelope, operations, shopId })
    const pipeline = Calls.makePipeline({
      manifest,
      codec,
      client,
      account,
      tokens: null,
      ...pipelineOptions(options, Object.keys(operations))
    })
    const call = (operation: keyof typeof operations, parameters: Parameters): Calls.Call => {
      const path = manifest.operations[operation]?.path ?? ""
      const request = signed(options, path, parameters)
      return {
        operation,
        request: () => Effect.map(request, (urlParams) => HttpClientRequest.get(`${baseUrl}${path}`, { urlParams }))
      }
    }
    const listOrders = (query: OrderQuery): Stream.Stream<OrderPage, AdapterError> =>
      Lists.marked({
        codec,
        operation: "order.list",
        query,
        windowSeconds,
        fetchPage: ({ since, until }, mark) =>
          Effect.map(
            fetchRecordsBeside(
              pipeline,
              codec,
              call("order.list", {
                by: query.by,
                from: DateTime.formatIso(since),
                to: DateTime.formatIso(until),
                limit: String(pageSize),
                ...(mark === null ? {} : { mark })
              }),
              Page
            ),
            ({ beside, records }) => ({ records, next: beside.next.value })
          )
      })
    return assembleAdapter(manifest, shopId, codec, {
      getOrder: (orderId) => fetchOrder(pipeline, codec, call("order.detail", { id: orderId }), orderId),
      listOrders,
      receivePush: (request) => receivePush(options, codec, pushLog, request)
    })
  })
