/**
 * Orders of Wshoto (微盛) as canonical orders.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createWshotoClient`. By configuration: `adapter`.
 */
import { type CallOptions, makePromiseClient, type OrderClient } from "@huidan/adapter-kit"
import {
  type AdapterError,
  type AdapterPackage,
  adapterContract,
  type EncodeOptions,
  type OrderAdapter
} from "@huidan/core"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { make } from "./WshotoClient.ts"
import { manifest } from "./WshotoManifest.ts"
import { WshotoOptions } from "./WshotoOptions.ts"

export type { CallOptions, OrderClient }
export { make, manifest, WshotoOptions }

/** The adapter as a service. */
export class Wshoto extends Context.Service<Wshoto, OrderAdapter>()("@huidan/adapter-wshoto/Wshoto") {}

export const layer = (options: WshotoOptions): Layer.Layer<Wshoto, AdapterError> => Layer.effect(Wshoto, make(options))

/** As `layer`, options from configuration: `WSHOTO_APP_ID`, `WSHOTO_APP_SECRET`, `WSHOTO_BASE_URL`. */
export const layerConfig: Layer.Layer<Wshoto, AdapterError | Config.ConfigError> = Layer.unwrap(
  Effect.gen(function* () {
    const appId = yield* Config.String("WSHOTO_APP_ID")
    const appSecret = yield* Config.Redacted("WSHOTO_APP_SECRET")
    const baseUrl = yield* Config.String("WSHOTO_BASE_URL").pipe(Config.withDefault("https://open.wshoto.com"))
    return layer({ appId, appSecret, baseUrl })
  })
)

/** What an app loads by package name. */
export const adapter: AdapterPackage<typeof WshotoOptions> = {
  contract: adapterContract,
  manifest,
  Options: WshotoOptions,
  make,
  redactedProbe: Redacted.make(adapterContract)
}

export interface WshotoClientOptions extends Omit<WshotoOptions, "appSecret">, Partial<EncodeOptions> {
  readonly appId: string
  readonly appSecret: string
}

/**
 * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
 * Promises reject with `AdapterError`.
 */
export const createWshotoClient = ({
  appSecret,
  reveal = false,
  raw = "omit",
  ...options
}: WshotoClientOptions): OrderClient =>
  makePromiseClient(make({ ...options, appSecret: Redacted.make(appSecret) }), { reveal, raw })
