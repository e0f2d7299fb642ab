/** Xiaoe's operations as calls through the kit's pipeline. The token goes in the JSON body. */
import {
  type AccessToken,
  Accounts,
  assembleAdapter,
  baseUrlOf,
  type FetchedPage,
  fetchOrder,
  fetchRecords,
  httpClient,
  makeOrderCodec,
  makePipeline,
  orderPages,
  pipelineOptions,
  type Window
} from "@huidan/adapter-kit"
import {
  type AdapterError,
  isOrder,
  type Order,
  type OrderAdapter,
  type OrderQuery,
  type OrderRecord
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { accessTokens } from "./XiaoeAuth.ts"
import { manifest } from "./XiaoeManifest.ts"
import type { XiaoeApi, XiaoeOptions } from "./XiaoeOptions.ts"
import { operations } from "./XiaoeOrder.ts"

const standardBaseUrl = "https://api.xiaoe-tech.com"

const detailOperations: Readonly<Record<XiaoeApi, string>> = { "1.0": "order.detail@1.0", "2.0": "order.detail@2.0" }
const listOperation = "order.list@1.0"
const list = { windowSeconds: 86_400, firstPage: 0, pageSize: 50 }

const envelope = { code: "code", messages: ["msg"], success: ["0"], others: ["request_params"] }

/**
 * The adapter of one Xiaoe shop.
 *
 * Uses the `HttpClient` of its context, else `fetch`. A missing `appId` or `clientSecret` fails the first call with
 * `Configuration`. `getOrder` reads detail 2.0, or 1.0 by the option `api`; `listOrders` reads list 1.0, by creation
 * time. Source: api-doc.xiaoe-tech.com.
 */
export const make = (options: XiaoeOptions): Effect.Effect<OrderAdapter, AdapterError> =>
  Effect.gen(function* () {
    const client = yield* httpClient
    const accounts = yield* Accounts
    const shopId = options.appId ?? null
    const baseUrl = baseUrlOf(options, standardBaseUrl)
    const account = yield* accounts.get(`xiaoe/${baseUrl}/${shopId}`)
    const codec = makeOrderCodec({ manifest, envelope, operations, shopId })
    const shared = { manifest, codec, client, account, ...pipelineOptions(options, Object.keys(manifest.operations)) }
    const tokens = accessTokens(options, baseUrl, account, makePipeline({ ...shared, tokens: null }), codec)
    const pipeline = makePipeline({ ...shared, tokens })

    const callOf = (operation: string, body: Readonly<Record<string, unknown>>) => ({
      operation,
      request: (token: AccessToken | null) =>
        Effect.succeed(
          HttpClientRequest.post(`${baseUrl}${manifest.operations[operation]?.path ?? ""}`).pipe(
            HttpClientRequest.bodyJsonUnsafe({
              access_token: token === null ? "" : Redacted.value(token.value),
              ...body
            })
          )
        )
    })

    const fetchPage = (window: Window, page: number): Effect.Effect<FetchedPage, AdapterError> =>
      Effect.map(
        fetchRecords(pipeline, codec, callOf(listOperation, { data: listFilter(window, page) })),
        (records) => ({
          records: records.filter((record) => isWithin(record, window)),
          rows: records.length,
          total: null
        })
      )

    return assembleAdapter(manifest, shopId, codec, {
      getOrder: (orderId) =>
        fetchOrder(pipeline, codec, callOf(detailOperations[options.api ?? "2.0"], { order_id: orderId })),
      listOrders: (query) =>
        query.by === "created"
          ? orderPages({ codec, operation: listOperation, query: inWholeSeconds(query), ...list, fetchPage })
          : Stream.fail(
              codec.failure(listOperation, {
                _tag: "NotSupported",
                detail: "list 1.0 knows orders by creation time only"
              })
            )
    })
  })

/** Filters of list 1.0, as the document types them. Ascending: what is added lies behind what was read. */
const listFilter = (window: Window, page: number) => ({
  begin_time: String(Math.floor(DateTime.toEpochMillis(window.since) / 1000)),
  end_time: String(Math.ceil(DateTime.toEpochMillis(window.until) / 1000)),
  page_index: String(page),
  page_size: String(list.pageSize),
  order_by: "created_at:asc"
})

/** Creation times have whole seconds, so a query loses nothing by beginning with one, and no window is longer than allowed. */
const inWholeSeconds = (query: OrderQuery): OrderQuery => ({
  ...query,
  since: DateTime.makeUnsafe(Math.ceil(DateTime.toEpochMillis(query.since) / 1000) * 1000)
})

/** Whether `end_time` is inclusive is not documented: a row of the next window is read there. */
const isWithin = (record: OrderRecord, window: Window): boolean => !isOrder(record) || isCreatedWithin(record, window)

const isCreatedWithin = ({ times: { created } }: Order, window: Window): boolean =>
  created === null ||
  (DateTime.toEpochMillis(created) >= DateTime.toEpochMillis(window.since) &&
    DateTime.toEpochMillis(created) < DateTime.toEpochMillis(window.until))
