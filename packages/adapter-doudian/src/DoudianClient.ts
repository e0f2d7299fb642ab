/** 抖店's operations as calls through the kit's pipeline. */
import {
  Accounts,
  assembleAdapter,
  baseUrlOf,
  Calls,
  fetchOrder,
  type OrderCodec,
  Push,
  pipelineOptions
} from "@huidan/adapter-kit"
import type { AdapterError, Order, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { makeDoudianCodec } from "./DoudianCodec.ts"
import { type DecryptedOrders, decryptOrders } from "./decryption/Decryption.ts"
import { fengchaoBaseUrl, fengchaoDoor } from "./fengchao/Operation.ts"
import { manifest, manifestOf } from "./Manifest.ts"
import type { DoudianOptions } from "./Options.ts"
import { officialBaseUrl, officialDoor } from "./official/Operation.ts"
import { officialTokens } from "./official/Tokens.ts"
import { receivePush } from "./push/Push.ts"
import { listPages } from "./shared/List.ts"

/** What 抖店 has beyond the contract. */
export interface DoudianAdapter extends OrderAdapter {
  /**
   * Turns the encrypted texts of these orders into plain, redacted ones, at the official platform alone. The platform
   * counts every text against the shop's budget: see `DecryptedOrders`.
   */
  readonly decryptOrders: (orders: ReadonlyArray<Order>) => Effect.Effect<DecryptedOrders, AdapterError>
}

/**
 * The adapter of one 抖店 shop, through the 蜂巢 gateway or, by the option `door`, at the official platform.
 *
 * Uses the `HttpClient` of its context, else `fetch`. A missing `appId` or `appSecret`, at 蜂巢 a missing
 * `sellerNick`, at the official platform a missing `shopId`, fails the first call with `Configuration`. Without `shopId`
 * the shop is learnt from the first answer; an answer of another shop then fails with `Configuration`. `listOrders` lists
 * by creation time, at the official platform also by update time; `receivePush` verifies the official platform's pushes,
 * and remembers their ids in the `PushLog` of its context. Sources: doc.fw199.com, 抖店 获取订单详情; 蜂巢开放 SDK;
 * op.jinritemai.com, by its SDKs.
 */
export const make = (options: DoudianOptions): Effect.Effect<DoudianAdapter, AdapterError> =>
  Effect.gen(function* () {
    const client = yield* Calls.httpClient
    const accounts = yield* Accounts.Accounts
    const pushLog = yield* Push.PushLog
    const shopId = options.shopId ?? null
    const codec = makeDoudianCodec(shopId)
    const name = options.door ?? "fengchao"
    const { baseUrl: standardBaseUrl, makeDoor, operations } = doors[name]
    const baseUrl = baseUrlOf(options, standardBaseUrl)
    const account = yield* accounts.get(`doudian/${name}/${baseUrl}/${options.appId ?? null}`, options.quotaKey)
    // Each door fails by itself.
    const address = `${name} ${baseUrl}`
    const shared = { manifest, codec, client, account, ...pipelineOptions(options, operations), address }
    const tokens =
      name === "official"
        ? officialTokens(options, baseUrl, account, Calls.makePipeline({ ...shared, tokens: null }), codec)
        : null
    const door = makeDoor(options, baseUrl, Calls.makePipeline({ ...shared, tokens }))
    const learnt = yield* Ref.make(shopId)
    const inspect = (order: Order) => ofLearntShop(learnt, codec, order)
    const adapter = assembleAdapter(manifestOf(name), shopId, codec, {
      getOrder: (orderId) => Effect.tap(fetchOrder(door.pipeline, codec, door.detail(orderId), orderId), inspect),
      listOrders: (query) => listPages(door, codec, options.listLimits ?? {}, inspect, query),
      receivePush: (request) =>
        name === "official"
          ? receivePush(options, codec, pushLog, request)
          : Effect.fail(codec.failure("push", noPushes))
    })
    return {
      ...adapter,
      decryptOrders: (orders) =>
        name === "official"
          ? decryptOrders(options, baseUrl, codec, door.pipeline, orders)
          : Effect.fail(codec.failure("order.batchDecrypt", noDecryption))
    }
  })

const noDecryption = {
  _tag: "NotSupported",
  detail: "the answer of 蜂巢's decryption is not published: only the door official decrypts"
} as const

const noPushes = {
  _tag: "NotSupported",
  detail: "the door fengchao has no pushes of 抖店: only the door official receives them"
} as const

/** `operations` are those that the option `quota` speaks of. */
const doors = {
  fengchao: {
    baseUrl: fengchaoBaseUrl,
    makeDoor: fengchaoDoor,
    operations: ["fengchao.trade.detail", "fengchao.trade.list"]
  },
  official: {
    baseUrl: officialBaseUrl,
    makeDoor: officialDoor,
    operations: ["order.orderDetail", "order.searchList", "order.batchDecrypt"]
  }
} as const

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
