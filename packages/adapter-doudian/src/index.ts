/**
 * Orders of 抖店 (Doudian) as canonical orders, through the 蜂巢 gateway or from the official platform.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createDoudianClient`. By configuration: `adapter`.
 */
import { type ClientInput, defineAdapter } from "@huidan/adapter-kit"
import type { CallOptions } from "@huidan/adapter-kit/client"
import type { OrderJson } from "@huidan/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { type DoudianAdapter, decryptOrders } from "./decryption/Decryption.ts"
import { type DecryptedOrdersJson, decryptOrdersJson } from "./decryption/Json.ts"
import { batchDecrypt } from "./decryption/Operation.ts"
import { envelope } from "./Errors.ts"
import * as Fengchao from "./fengchao/Operation.ts"
import { manifest } from "./Manifest.ts"
import { DoudianOptions } from "./Options.ts"
import * as Official from "./official/Operation.ts"
import { accessToken, tokenCreate, tokenRefresh } from "./official/Tokens.ts"
import { pushes } from "./push/Pushes.ts"

/** The adapter as a service. */
export class Doudian extends Context.Service<Doudian, DoudianAdapter>()("@huidan/adapter-doudian/Doudian") {}

const fengchao = [Fengchao.tradeDetail, Fengchao.tradeList] as const
const official = [Official.orderDetail, Official.searchList, batchDecrypt, tokenCreate, tokenRefresh] as const

const isOfficial = ({ door }: DoudianOptions): boolean => door === "official"

/** What the option `listLimits` replaces of a list. */
const limitsOf = ({ entry: { paging, windowSeconds }, name }: ListOperation, { listLimits = {} }: DoudianOptions) => ({
  [name]: {
    windowSeconds: listLimits.windowSeconds ?? windowSeconds,
    paging:
      paging === null
        ? null
        : {
            ...paging,
            maxSize: listLimits.pageSize ?? paging.maxSize,
            maxRows: listLimits.maxRows ?? paging.maxRows
          }
  }
})

type ListOperation = typeof Official.searchList | typeof Fengchao.tradeList

const doudian = defineAdapter({
  manifest,
  Options: DoudianOptions,
  Service: Doudian,
  door: ({ door = "fengchao" }) => door,
  baseUrl: (options) => (isOfficial(options) ? "https://openapi-fxg.jinritemai.com" : "https://open.fw199.com"),
  account: ({ appId }) => appId ?? null,
  envelope,
  operations: [...fengchao, ...official],
  configured: (options) =>
    isOfficial(options)
      ? { calls: official.map(({ name }) => name), operations: limitsOf(Official.searchList, options) }
      : {
          calls: fengchao.map(({ name }) => name),
          operations: limitsOf(Fengchao.tradeList, options),
          capabilities: { listOrders: { by: ["created"], states: true }, receivePush: false }
        },
  token: (shop) => (isOfficial(shop.options) ? accessToken(shop) : null),
  pushes: (shop) => (isOfficial(shop.options) ? pushes(shop) : null),
  calls: (shop) =>
    isOfficial(shop.options)
      ? {
          getOrder: (orderId) => shop.order(Official.orderDetail, orderId, orderId),
          listOrders: (query) => Official.listOrders(shop, query),
          decryptOrders: (orders) => decryptOrders(shop, orders)
        }
      : {
          getOrder: (orderId) => shop.order(Fengchao.tradeDetail, orderId, orderId),
          listOrders: (query) => Fengchao.listOrders(shop, query),
          receivePush: () => Effect.fail(shop.failure("push", noPushes)),
          decryptOrders: () => Effect.fail(shop.failure(batchDecrypt.name, noDecryption))
        },
  client: (call) => ({
    /**
     * Turns the encrypted texts of these orders into plain ones, whatever `reveal` says: this call asks for them. The
     * platform counts every text against the shop's budget. Texts that stay encrypted are listed in `failures`.
     */
    decryptOrders: (orders: ReadonlyArray<OrderJson>, options?: CallOptions): Promise<DecryptedOrdersJson> =>
      call((adapter) => decryptOrdersJson(adapter, orders), options)
  })
})

const noPushes = {
  _tag: "NotSupported",
  detail: "the door fengchao has no pushes of 抖店: only the door official receives them"
} as const

const noDecryption = {
  _tag: "NotSupported",
  detail: "the answer of 蜂巢's decryption is not published: only the door official decrypts"
} as const

/** What an app loads by package name. */
export const adapter = doudian.adapter

/**
 * The adapter of one 抖店 shop, through the 蜂巢 gateway or, by the option `door`, at the official platform.
 *
 * Uses the `HttpClient` of its context, else `fetch`. A missing `appId` or `appSecret`, at 蜂巢 a missing `sellerNick`, at
 * the official platform a missing `shopId`, fails the first call with `Configuration`. Without `shopId` the shop is learnt
 * from the first answer; an answer of another shop then fails with `Configuration`. `listOrders` lists by creation time, at
 * the official platform also by update time; `receivePush` verifies the official platform's pushes, and remembers in the
 * `PushLog` of its context which messages were handled. Sources: doc.fw199.com, 抖店 获取订单详情; 蜂巢开放 SDK;
 * op.jinritemai.com, by its SDKs.
 */
export const make = doudian.make

/** The adapter of one shop as a layer. */
export const layer = doudian.layer

/**
 * As `layer`, with options from configuration: `DOUDIAN_APP_ID`, `DOUDIAN_APP_SECRET`, and, if they are set, the other
 * options (`DOUDIAN_DOOR`, `DOUDIAN_SELLER_NICK`, `DOUDIAN_SHOP_ID`, …), or another prefix than `DOUDIAN`.
 */
export const layerConfig = doudian.layerConfig

/**
 * A client with promises, which also decrypts at the official platform. Private text is masked and the raw answer left
 * out, unless `reveal` and `raw` say otherwise. Promises reject with `AdapterError`.
 */
export const createDoudianClient = doudian.createClient

/** What `createDoudianClient` takes: secrets as text. */
export type DoudianClientOptions = ClientInput<typeof DoudianOptions, typeof manifest>

/** A client of orders that also decrypts, at the official platform only. */
export type DoudianClient = ReturnType<typeof createDoudianClient>

export * from "@huidan/adapter-kit/client"
export type { DecryptedOrders, DecryptionFailure } from "./decryption/Decryption.ts"
export type { DecryptedOrdersJson, DoudianAdapter }
export { DoudianOptions, manifest }
