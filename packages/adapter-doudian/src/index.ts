/**
 * Orders of 抖店 (Doudian) as canonical orders, through the 蜂巢 gateway or from the official platform.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createDoudianClient`. By configuration: `adapter`.
 */
import { type CallOptions, makePromiseClient, type OrderClient } from "@huidan/adapter-kit"
import {
  type AdapterError,
  type AdapterPackage,
  adapterContract,
  type EncodeOptions,
  type OrderJson
} from "@huidan/core"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Record from "effect/Record"
import * as Redacted from "effect/Redacted"
import { type DoudianAdapter, make } from "./DoudianClient.ts"
import type { DecryptedOrders, DecryptionFailure } from "./decryption/Decryption.ts"
import { type DecryptedOrdersJson, decryptOrdersJson } from "./decryption/Json.ts"
import { manifest } from "./Manifest.ts"
import { DoudianOptions } from "./Options.ts"

export type { CallOptions, DecryptedOrders, DecryptedOrdersJson, DecryptionFailure, DoudianAdapter, OrderClient }
export { DoudianOptions, make, manifest }

/** The adapter as a service. */
export class Doudian extends Context.Service<Doudian, DoudianAdapter>()("@huidan/adapter-doudian/Doudian") {}

export const layer = (options: DoudianOptions): Layer.Layer<Doudian, AdapterError> =>
  Layer.effect(Doudian, make(options))

/**
 * As `layer`, options from configuration: `DOUDIAN_APP_ID`, `DOUDIAN_APP_SECRET`, and where they are set `DOUDIAN_DOOR`
 * (`fengchao` or `official`), `DOUDIAN_SELLER_NICK`, `DOUDIAN_SHOP_ID`, `DOUDIAN_AUTH_CODE` and `DOUDIAN_BASE_URL`.
 */
export const layerConfig: Layer.Layer<Doudian, AdapterError | Config.ConfigError> = Layer.unwrap(
  Effect.gen(function* () {
    const appId = yield* Config.String("DOUDIAN_APP_ID")
    const appSecret = yield* Config.Redacted("DOUDIAN_APP_SECRET")
    const door = yield* Config.Literals(["fengchao", "official"], "DOUDIAN_DOOR").pipe(Config.withDefault("fengchao"))
    const authCode = yield* Config.option(Config.Redacted("DOUDIAN_AUTH_CODE"))
    const texts = yield* Config.all({
      sellerNick: Config.option(Config.String("DOUDIAN_SELLER_NICK")),
      shopId: Config.option(Config.String("DOUDIAN_SHOP_ID")),
      baseUrl: Config.option(Config.String("DOUDIAN_BASE_URL"))
    })
    const given = { ...Record.getSomes(texts), ...(Option.isSome(authCode) ? { authCode: authCode.value } : {}) }
    return layer({ appId, appSecret, door, ...given })
  })
)

/** What an app loads by package name. */
export const adapter: AdapterPackage<typeof DoudianOptions> = {
  contract: adapterContract,
  manifest,
  Options: DoudianOptions,
  make,
  redactedProbe: Redacted.make(adapterContract)
}

export interface DoudianClientOptions extends Omit<DoudianOptions, "appSecret" | "authCode">, Partial<EncodeOptions> {
  readonly appId: string
  readonly appSecret: string
  readonly authCode?: string
}

/** A client of orders that also decrypts, at the official platform alone. */
export interface DoudianClient extends OrderClient {
  /**
   * Turns the encrypted texts of these orders into plain ones, whatever `reveal` says: who calls it asks for them. The
   * platform counts every text against the shop's budget. Texts that stay encrypted are listed in `failures`.
   */
  readonly decryptOrders: (orders: ReadonlyArray<OrderJson>, options?: CallOptions) => Promise<DecryptedOrdersJson>
}

/**
 * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
 * Promises reject with `AdapterError`.
 */
export const createDoudianClient = ({
  appSecret,
  authCode,
  reveal = false,
  raw = "omit",
  ...options
}: DoudianClientOptions): DoudianClient =>
  makePromiseClient(
    make({
      ...options,
      appSecret: Redacted.make(appSecret),
      ...(authCode === undefined ? {} : { authCode: Redacted.make(authCode) })
    }),
    { reveal, raw },
    (call) => ({
      decryptOrders: (orders: ReadonlyArray<OrderJson>, options?: CallOptions) =>
        call((doudian) => decryptOrdersJson(doudian, orders), options)
    })
  )
