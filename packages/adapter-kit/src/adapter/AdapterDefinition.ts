/** What the author of an adapter writes, and what comes of it. */
import type {
  AdapterError,
  AdapterManifest,
  AdapterPackage,
  EncodeOptions,
  OperationManifest,
  OperationName,
  OrderAdapter
} from "@huidan/core"
import type * as Config from "effect/Config"
import type * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type * as Schema from "effect/Schema"
import type { TokenSource } from "../account/AccessTokens.ts"
import type { PromiseTokenStore } from "../account/PromiseTokenStore.ts"
import type { EnvelopeKeys } from "../answer/Envelope.ts"
import type { Operation } from "../calls/Operation.ts"
import type { NeededOption } from "../calls/optionNeeds.ts"
import type { Shop } from "../calls/Shop.ts"
import type { PromisePushLog } from "../push/PromisePushLog.ts"
import type { Pushes } from "../push/Pushes.ts"
import type { AdapterCalls } from "./assembleAdapter.ts"
import type { ClientLogger } from "./ClientLogger.ts"
import type { ClientOptions } from "./ClientOptions.ts"
import type { CallAdapter, OrderClient } from "./PromiseClient.ts"

/** A schema of an adapter's options: a struct with `optionFields.client` among its fields. */
export type OptionsSchema = Schema.Codec<ClientOptions, object>

/** A manifest whose operations need options of this schema. */
export interface ManifestFor<Options extends OptionsSchema> extends AdapterManifest {
  readonly operations: Readonly<
    Record<
      OperationName,
      AdapterManifest["operations"][string] & { readonly needs: ReadonlyArray<keyof Options["Encoded"] & string> }
    >
  >
}

/** What an adapter has beyond the contract. */
type Beyond<Adapter extends OrderAdapter> = Omit<Adapter, keyof OrderAdapter>

/** What an adapter calls and can do, as its options configure it. Of other operations it only decodes answers. */
export interface Configured {
  readonly calls: ReadonlyArray<OperationName>
  readonly capabilities?: Partial<AdapterManifest["capabilities"]>
  /** What is different of an operation: limits that options replace, fields that its calls get from other operations too. */
  readonly operations?: Readonly<Record<OperationName, Partial<OperationManifest>>>
}

/** What an adapter consists of. */
export interface AdapterDefinition<
  Options extends OptionsSchema,
  Self,
  Adapter extends OrderAdapter,
  Manifest extends AdapterManifest,
  More extends object
> {
  readonly manifest: Manifest
  /** The schema of its options, with `optionFields.client` among them. */
  readonly Options: Options
  /** The adapter as a service: `class Xiaoe extends Context.Service<Xiaoe, OrderAdapter>()("@huidan/adapter-xiaoe/Xiaoe") {}`. */
  readonly Service: Context.Key<Self, Adapter>
  /** The platform's address, unless the option `baseUrl` names another. */
  readonly baseUrl: string | ((options: Options["Type"]) => string)
  /** The frame around every answer. */
  readonly envelope: EnvelopeKeys
  /** All operations whose answers hold orders, also those that are only decoded. */
  readonly operations: ReadonlyArray<Operation<never, Options["Type"], unknown>>
  /**
   * Which of the platform's gateways the options choose, for platforms with several. Each has its own account and its own
   * circuit breaker.
   */
  readonly door?: (options: Options["Type"]) => string
  /**
   * The id of the platform account: clients of one account share its quota and its tokens. The shop's id unless given.
   */
  readonly account?: (options: Options["Type"]) => string | null
  /** What an instance with these options calls and can do; all that the manifest says unless given. */
  readonly configured?: (options: Options["Type"]) => Configured
  /** How access tokens are requested; left out, or `null`, if requests carry none. */
  readonly token?: (shop: Shop<Options["Type"]>) => TokenSource | null
  /** How the platform pushes; left out, or `null`, if it does not. */
  readonly pushes?: (shop: Shop<Options["Type"]>) => Pushes | null
  /** The contract's calls, and what the adapter has beyond the contract. A call that is left out answers `NotSupported`. */
  readonly calls: (shop: Shop<Options["Type"]>) => AdapterCalls & Beyond<Adapter>
  /** What the promise client has beyond `OrderClient`. */
  readonly client?: (call: CallAdapter<Adapter>) => More
}

/**
 * What `create…Client` takes: options as plain values, secrets as text, and how orders are encoded. Options that every call
 * needs must be written; an unset variable may be written too, and is refused by `ready()` and by every call.
 */
export type ClientInput<Options extends OptionsSchema, Manifest extends AdapterManifest> = {
  readonly [Name in keyof Options["Encoded"] as Name extends NeededOption<Manifest> ? never : Name]:
    | Options["Encoded"][Name]
    | undefined
} & {
  readonly [Name in keyof Options["Encoded"] as Name extends NeededOption<Manifest> ? Name : never]-?:
    | Options["Encoded"][Name]
    | undefined
} & {
  readonly [Name in keyof EncodeOptions]?: EncodeOptions[Name] | undefined
} & {
  /** Sends the requests instead of the global `fetch`: for a proxy, for tests. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /**
   * Keeps access tokens, so that a program that starts again still has them and processes share them; without it the memory
   * of this process does. `redisTokenStore` makes one of a Redis client.
   */
  readonly tokenStore?: PromiseTokenStore | undefined
  /**
   * Remembers which messages of pushes are handled, so that a program that starts again still knows and processes share
   * it; without it the memory of this process does. `redisPushLog` makes one of a Redis client.
   */
  readonly pushLog?: PromisePushLog | undefined
  /** Takes what the client has to tell, instead of the console: warnings, above all. */
  readonly logger?: ClientLogger | undefined
}

/** The ways to use an adapter. */
export interface DefinedAdapter<
  Options extends OptionsSchema,
  Self,
  Adapter extends OrderAdapter,
  Manifest extends AdapterManifest,
  More extends object
> {
  /** What an app loads by package name. */
  readonly adapter: AdapterPackage<Options>
  /**
   * The adapter of one shop. Uses the `HttpClient`, `Accounts`, `TokenStore` and `PushLog` of its context, else `fetch` and
   * those of this process. Options that the schema refuses fail with `Configuration`, and so do blank ones and a secret that is
   * `undefined`; an option that is missing fails the first call that needs it.
   */
  readonly make: (options: Options["Type"]) => Effect.Effect<Adapter, AdapterError>
  /** The adapter of one shop as a layer. Several shops are several layers, each provided to its own part of a program. */
  readonly layer: (options: Options["Type"]) => Layer.Layer<Self, AdapterError>
  /**
   * As `layer`, with options from configuration: `XIAOE_APP_ID` for `appId`. The prefix is the platform's name in capital
   * letters unless given: `layerConfig("SHOP_A")` reads `SHOP_A_APP_ID`. Options that every call needs and are missing fail
   * the layer with `Configuration`, which names their variables.
   */
  readonly layerConfig: (prefix?: string) => Layer.Layer<Self, AdapterError | Config.ConfigError>
  /**
   * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
   * It never throws: promises reject with `AdapterError`, and options that cannot be used reject `ready()` and every call
   * with the same `Configuration` error.
   */
  readonly createClient: (input: ClientInput<Options, Manifest>) => OrderClient & More
}
