/**
 * Orders of Xiaoe (小鹅通) as canonical orders.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createXiaoeClient`. By configuration: `adapter`.
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
import * as Record from "effect/Record"
import * as Redacted from "effect/Redacted"
import { manifest } from "./Manifest.ts"
import { XiaoeApi, XiaoeOptions } from "./Options.ts"
import { make } from "./XiaoeClient.ts"

export type { CallOptions, OrderClient }
export { make, manifest, XiaoeApi, XiaoeOptions }

/** The adapter as a service. */
export class Xiaoe extends Context.Service<Xiaoe, OrderAdapter>()("@huidan/adapter-xiaoe/Xiaoe") {}

export const layer = (options: XiaoeOptions): Layer.Layer<Xiaoe, AdapterError> => Layer.effect(Xiaoe, make(options))

/**
 * As `layer`, options from configuration: `XIAOE_APP_ID`, `XIAOE_CLIENT_SECRET`, and, where they are set,
 * `XIAOE_CLIENT_ID`, `XIAOE_API` (`1.0` or `2.0`), `XIAOE_BASE_URL`, `XIAOE_PUSH_TOKEN`, `XIAOE_PUSH_KEY`.
 */
export const layerConfig: Layer.Layer<Xiaoe, AdapterError | Config.ConfigError> = Layer.unwrap(
  Effect.gen(function* () {
    const appId = yield* Config.String("XIAOE_APP_ID")
    const clientSecret = yield* Config.Redacted("XIAOE_CLIENT_SECRET")
    const texts = yield* Config.all({ clientId: Config.option(Config.String("XIAOE_CLIENT_ID")) })
    const secrets = yield* Config.all({
      pushToken: Config.option(Config.Redacted("XIAOE_PUSH_TOKEN")),
      pushKey: Config.option(Config.Redacted("XIAOE_PUSH_KEY"))
    })
    const api = yield* Config.schema(XiaoeApi, "XIAOE_API").pipe(Config.withDefault("2.0" as const))
    const baseUrl = yield* Config.String("XIAOE_BASE_URL").pipe(Config.withDefault("https://api.xiaoe-tech.com"))
    return layer({ appId, clientSecret, api, baseUrl, ...Record.getSomes(texts), ...Record.getSomes(secrets) })
  })
)

/** What an app loads by package name. */
export const adapter: AdapterPackage<typeof XiaoeOptions> = {
  contract: adapterContract,
  manifest,
  Options: XiaoeOptions,
  make,
  redactedProbe: Redacted.make(adapterContract)
}

type SecretOption = "clientSecret" | "pushToken" | "pushKey"

export interface XiaoeClientOptions extends Omit<XiaoeOptions, SecretOption>, Partial<EncodeOptions> {
  readonly appId: string
  readonly clientSecret: string
  readonly pushToken?: string
  readonly pushKey?: string
}

/**
 * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
 * Promises reject with `AdapterError`.
 */
export const createXiaoeClient = ({
  clientSecret,
  pushToken,
  pushKey,
  reveal = false,
  raw = "omit",
  ...options
}: XiaoeClientOptions): OrderClient =>
  makePromiseClient(
    make({
      ...options,
      clientSecret: Redacted.make(clientSecret),
      ...(pushToken === undefined ? {} : { pushToken: Redacted.make(pushToken) }),
      ...(pushKey === undefined ? {} : { pushKey: Redacted.make(pushKey) })
    }),
    { reveal, raw }
  )
