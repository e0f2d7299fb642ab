/**
 * Orders of Paper Boat (纸船) as canonical orders.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createPaperboatClient`. By configuration: `adapter`.
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
import { make } from "./orderList/Operation.ts"
import { manifest } from "./Manifest.ts"
import { PaperboatOptions } from "./Options.ts"

export type { CallOptions, OrderClient }
export { make, manifest, PaperboatOptions }

/** The adapter as a service. */
export class Paperboat extends Context.Service<Paperboat, OrderAdapter>()("huidan-adapter-paperboat/Paperboat") {}

export const layer = (options: PaperboatOptions): Layer.Layer<Paperboat, AdapterError> =>
  Layer.effect(Paperboat, make(options))

/** As `layer`, options from configuration: `PAPERBOAT_SHOP_ID`, `PAPERBOAT_KEY`, `PAPERBOAT_SECRET`. */
export const layerConfig: Layer.Layer<Paperboat, AdapterError | Config.ConfigError> = Layer.unwrap(
  Effect.gen(function* () {
    const shopId = yield* Config.String("PAPERBOAT_SHOP_ID")
    const key = yield* Config.String("PAPERBOAT_KEY")
    const secret = yield* Config.Redacted("PAPERBOAT_SECRET")
    return layer({ shopId, key, secret })
  })
)

/** What an app loads by package name. */
export const adapter: AdapterPackage<typeof PaperboatOptions> = {
  contract: adapterContract,
  manifest,
  Options: PaperboatOptions,
  make,
  redactedProbe: Redacted.make(adapterContract)
}

export interface PaperboatClientOptions
  extends Omit<PaperboatOptions, "secret" | "pushSecret">,
    Partial<EncodeOptions> {
  readonly shopId: string
  readonly key: string
  readonly secret: string
  readonly pushSecret?: string
}

/**
 * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
 * Promises reject with `AdapterError`.
 */
export const createPaperboatClient = ({
  pushSecret,
  raw = "omit",
  reveal = false,
  secret,
  ...options
}: PaperboatClientOptions): OrderClient =>
  makePromiseClient(
    make({
      ...options,
      secret: Redacted.make(secret),
      ...(pushSecret === undefined ? {} : { pushSecret: Redacted.make(pushSecret) })
    }),
    { reveal, raw }
  )
