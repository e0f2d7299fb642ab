/** 抖店's operations as calls through the kit's pipeline. */
import {
  Accounts,
  assembleAdapter,
  baseUrlOf,
  fetchOrder,
  httpClient,
  makePipeline,
  type OrderCodec,
  pipelineOptions
} from "@huidan/adapter-kit"
import type { AdapterError, Order, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { makeDoudianCodec } from "./DoudianCodec.ts"
import { fengchaoBaseUrl, fengchaoCall } from "./DoudianFengchao.ts"
import { manifest } from "./DoudianManifest.ts"
import type { DoudianOptions } from "./DoudianOptions.ts"

/**
 * The adapter of one 抖店 shop, through the 蜂巢 gateway.
 *
 * Uses the `HttpClient` of its context, else `fetch`. A missing `appId`, `appSecret` or `sellerNick` fails the first call
 * with `Configuration`. Without `shopId` the shop is learnt from the first answer; an answer of another shop then fails
 * with `Configuration`. Source: doc.fw199.com, 抖店 获取订单详情.
 */
export const make = (options: DoudianOptions): Effect.Effect<OrderAdapter, AdapterError> =>
  Effect.gen(function* () {
    const client = yield* httpClient
    const accounts = yield* Accounts
    const shopId = options.shopId ?? null
    const baseUrl = baseUrlOf(options, fengchaoBaseUrl)
    const account = yield* accounts.get(`doudian/fengchao/${baseUrl}/${options.appId ?? null}`)
    const codec = makeDoudianCodec(shopId)
    const quotas = pipelineOptions(options, ["fengchao.trade.detail"])
    const pipeline = makePipeline({ manifest, codec, client, account, tokens: null, ...quotas })
    const learnt = yield* Ref.make(shopId)
    return assembleAdapter(manifest, shopId, codec, {
      getOrder: (orderId) =>
        Effect.tap(
          fetchOrder(
            pipeline,
            codec,
            fengchaoCall(options, baseUrl, "fengchao.trade.detail", { shop_order_id: orderId })
          ),
          (order) => ofLearntShop(learnt, codec, order)
        )
    })
  })

/** One client reads one shop, so that one order has one key. */
const ofLearntShop = (
  learnt: Ref.Ref<string | null>,
  codec: OrderCodec,
  order: Order
): Effect.Effect<void, AdapterError> =>
  Effect.flatMap(
    Ref.updateAndGet(learnt, (shop) => shop ?? order.shop.id),
    (shop) =>
      shop === order.shop.id
        ? Effect.void
        : Effect.fail(
            codec.failure(order.source.operation, {
              _tag: "Configuration",
              detail: `the answer is of shop ${order.shop.id}, earlier ones were of ${shop}: one client reads one shop`
            })
          )
  )
