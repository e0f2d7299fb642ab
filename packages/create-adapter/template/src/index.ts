/**
 * Orders of 示例平台 (Example Platform) as canonical orders.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createExampleClient`. By configuration: `adapter`.
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
import { make } from "./orderDetail/Operation.ts"
import { manifest } from "./Manifest.ts"
import { ExampleOptions, standardBaseUrl } from "./Options.ts"

export type { CallOptions, OrderClient }
export { ExampleOptions, make, manifest }

/** The adapter as a service. */
export class ExampleOrders extends Context.Service<ExampleOrders, OrderAdapter>()(
  "huidan-adapter-example/ExampleOrders"
) {}

export const layer = (options: ExampleOptions): Layer.Layer<ExampleOrders, AdapterError> =>
  Layer.effect(ExampleOrders, make(options))

/** As `layer`, options from configuration: `EXAMPLE_APP_ID`, `EXAMPLE_APP_SECRET`, `EXAMPLE_BASE_URL`. */
export const layerConfig: Layer.Layer<ExampleOrders, AdapterError | Config.ConfigError> = Layer.unwrap(
  Effect.gen(function* () {
    const appId = yield* Config.String("EXAMPLE_APP_ID")
    const appSecret = yield* Config.Redacted("EXAMPLE_APP_SECRET")
    const baseUrl = yield* Config.String("EXAMPLE_BASE_URL").pipe(Config.withDefault(standardBaseUrl))
    return layer({ appId, appSecret, baseUrl })
  })
)

/** What an app loads by package name. */
export const adapter: AdapterPackage<typeof ExampleOptions> = {
  contract: adapterContract,
  manifest,
  Options: ExampleOptions,
  make,
  redactedProbe: Redacted.make(adapterContract)
}

export interface ExampleClientOptions extends Omit<ExampleOptions, "appSecret">, Partial<EncodeOptions> {
  readonly appId: string
  readonly appSecret: string
}

/**
 * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
 * Promises reject with `AdapterError`.
 */
export const createExampleClient = ({
  appSecret,
  reveal = false,
  raw = "omit",
  ...options
}: ExampleClientOptions): OrderClient =>
  makePromiseClient(make({ ...options, appSecret: Redacted.make(appSecret) }), { reveal, raw })
