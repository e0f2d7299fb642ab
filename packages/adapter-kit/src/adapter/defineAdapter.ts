/** An adapter in one definition: from manifest, options and operations come all the ways to use it. */
import {
  type AdapterError,
  type AdapterManifest,
  type AdapterPackage,
  adapterContract,
  type EncodeOptions,
  type OperationManifest,
  type OperationName,
  type OrderAdapter
} from "@huidan/core"
import type * as Config from "effect/Config"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Record from "effect/Record"
import * as Redacted from "effect/Redacted"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import { makeAccessTokens } from "../account/AccessTokens.ts"
import { Accounts } from "../account/Accounts.ts"
import type { EnvelopeKeys } from "../answer/Envelope.ts"
import { httpClient, withFetch } from "../calls/HttpExchange.ts"
import type { Operation } from "../calls/Operation.ts"
import { makePipeline } from "../calls/RequestPipeline.ts"
import { makeShop, type Shop } from "../calls/Shop.ts"
import type { TokenSource } from "../calls/TokenSource.ts"
import { makeOrderCodec } from "../codec/OrderCodec.ts"
import { PushLog, type PushLogService } from "../push/PushLog.ts"
import { type AdapterCalls, assembleAdapter } from "./assembleAdapter.ts"
import { baseUrlOf, type ClientOptions, configuredQuota, pipelineOptions } from "./ClientOptions.ts"
import { callingOnly } from "./callingOnly.ts"
import { decodeOptions } from "./decodeOptions.ts"
import { type CallAdapter, makePromiseClient, type OrderClient } from "./PromiseClient.ts"
import { readConfiguration } from "./readConfiguration.ts"
import { requireOptionOf } from "./requireOption.ts"

/** A schema of an adapter's options: a struct with `clientOptionFields` among its fields. */
export type OptionsSchema = Schema.Codec<ClientOptions, object>

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
  Needed extends keyof Options["Encoded"] & string,
  More extends object
> {
  readonly manifest: AdapterManifest
  /** The schema of its options, with `clientOptionFields` among them. */
  readonly Options: Options
  /** The adapter as a service: `class Xiaoe extends Context.Service<Xiaoe, OrderAdapter>()("@huidan/adapter-xiaoe/Xiaoe") {}`. */
  readonly Service: Context.Key<Self, Adapter>
  /** Options without which no call can be made: `createClient` and `layerConfig` require them. Decoding needs none. */
  readonly needs: ReadonlyArray<Needed>
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
  /** The contract's calls, and what the adapter has beyond the contract. A call that is left out answers `NotSupported`. */
  readonly calls: (shop: Shop<Options["Type"]>, pushLog: PushLogService) => AdapterCalls & Beyond<Adapter>
  /** What the promise client has beyond `OrderClient`. */
  readonly client?: (call: CallAdapter<Adapter>) => More
}

/** What `create…Client` takes: options as plain values, secrets as text, and how orders are encoded. */
export type ClientInput<Options extends OptionsSchema, Needed extends keyof Options["Encoded"]> = Omit<
  Options["Encoded"],
  Needed
> &
  Required<Pick<Options["Encoded"], Needed>> &
  Partial<EncodeOptions> & {
    /** Sends the requests instead of the global `fetch`: for a proxy, for tests. */
    readonly fetch?: typeof globalThis.fetch
  }

/** The ways to use an adapter. */
export interface DefinedAdapter<
  Options extends OptionsSchema,
  Self,
  Adapter extends OrderAdapter,
  Needed extends keyof Options["Encoded"] & string,
  More extends object
> {
  /** What an app loads by package name. */
  readonly adapter: AdapterPackage<Options>
  /**
   * The adapter of one shop. Uses the `HttpClient`, `Accounts` and `PushLog` of its context, else `fetch` and those of
   * this process. Options that the schema refuses fail with `Configuration`; an option that is missing fails the first
   * call that needs it.
   */
  readonly make: (options: Options["Type"]) => Effect.Effect<Adapter, AdapterError>
  /** The adapter of one shop as a layer. Several shops are several layers, each provided to its own part of a program. */
  readonly layer: (options: Options["Type"]) => Layer.Layer<Self, AdapterError>
  /**
   * As `layer`, with options from configuration: `XIAOE_APP_ID` for `appId`. The prefix is the platform's name in capital
   * letters unless given: `layerConfig("SHOP_A")` reads `SHOP_A_APP_ID`.
   */
  readonly layerConfig: (prefix?: string) => Layer.Layer<Self, AdapterError | Config.ConfigError>
  /**
   * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
   * Promises reject with `AdapterError`; options that the schema refuses reject every call with `Configuration`.
   */
  readonly createClient: (input: ClientInput<Options, Needed>) => OrderClient & More
}

const Encoding = Schema.Struct({ reveal: Schema.Boolean, raw: Schema.Literals(["omit", "masked", "full"]) })

/** Defines an adapter. Its `index.ts` exports the parts under the platform's names. */
export const defineAdapter = <
  Options extends OptionsSchema,
  Self,
  Adapter extends OrderAdapter,
  const Needed extends keyof Options["Encoded"] & string,
  More extends object = object
>(
  definition: AdapterDefinition<Options, Self, Adapter, Needed, More>
): DefinedAdapter<Options, Self, Adapter, Needed, More> => {
  const { manifest, Options, Service } = definition
  const make = makerOf(definition)
  const makeDecoded = (input: object, encoding: unknown) =>
    Effect.gen(function* () {
      yield* decodeOptions(manifest, Encoding, Object(encoding))
      return yield* make(yield* decodeOptions(manifest, Options, input))
    })
  return {
    adapter: { contract: adapterContract, manifest, Options, make, redactedProbe: Redacted.make(adapterContract) },
    make,
    layer: (options) => Layer.effect(Service, make(options)),
    layerConfig: (prefix) =>
      Layer.effect(Service, Effect.flatMap(readConfiguration(manifest, Options, definition.needs, prefix), make)),
    createClient: ({ fetch, raw = "omit", reveal = false, ...input }) => {
      const made = makeDecoded(input, { raw, reveal })
      return makePromiseClient(
        fetch === undefined ? made : withFetch(fetch)(made),
        { reveal, raw },
        definition.client ?? (() => ({}) as More)
      )
    }
  }
}

const makerOf = <
  Options extends OptionsSchema,
  Self,
  Adapter extends OrderAdapter,
  Needed extends keyof Options["Encoded"] & string,
  More extends object
>(
  definition: AdapterDefinition<Options, Self, Adapter, Needed, More>
) => {
  const { calls, envelope, operations, token } = definition
  const known = Schema.toType(definition.Options)
  const envelopes = Object.fromEntries(
    operations.flatMap((one) => (one.envelope === null ? [] : [[one.name, one.envelope]]))
  )
  const codecs = Object.fromEntries(operations.flatMap((one) => (one.orders === null ? [] : [[one.name, one.orders]])))

  return Effect.fnUntraced(function* (given: Options["Type"]): Effect.fn.Return<Adapter, AdapterError> {
    const options = yield* decodeOptions(definition.manifest, known, given)
    const manifest = configuredManifest(definition, options)
    const { baseUrl, key, door, shopId } = placeOf(definition, options)
    const client = yield* httpClient
    const account = yield* (yield* Accounts).get(key, options.quotaKey)
    const pushLog = yield* PushLog
    const codec = makeOrderCodec({ manifest, envelope, envelopes, operations: codecs, shopId })
    const pipelineParts = {
      manifest,
      codec,
      client,
      account,
      address: `${door}${baseUrl}`,
      ...pipelineOptions(options)
    }
    const shopParts = {
      manifest,
      options,
      shopId,
      baseUrl,
      codec,
      require: requireOptionOf(manifest, shopId, options),
      learnt: yield* Ref.make(shopId)
    }
    const withoutToken = makePipeline({ ...pipelineParts, tokens: null })
    const source = token?.(makeShop({ ...shopParts, pipeline: withoutToken })) ?? null
    const pipeline =
      source === null
        ? withoutToken
        : makePipeline({ ...pipelineParts, tokens: makeAccessTokens(account, source.name, source.fetch) })
    const own = calls(makeShop({ ...shopParts, pipeline }), pushLog)
    // What `calls` returns beside the contract's calls is what `Adapter` has beyond the contract.
    return { ...own, ...assembleAdapter(manifest, shopId, codec, own) } as Adapter
  })
}

/** Where an adapter with these options calls, and whose account and shop it is. */
const placeOf = <Options extends OptionsSchema>(
  {
    account,
    baseUrl: standard,
    door: doorOf,
    manifest
  }: Pick<AdapterDefinition<Options, never, OrderAdapter, never, object>, "account" | "baseUrl" | "door" | "manifest">,
  options: Options["Type"]
) => {
  const shopId = manifest.shopOption === null ? null : textOption(options, manifest.shopOption)
  const baseUrl = baseUrlOf(options, typeof standard === "string" ? standard : standard(options))
  const door = doorOf === undefined ? "" : `${doorOf(options)}/`
  const holder = account === undefined ? shopId : account(options)
  return { shopId, baseUrl, door, key: `${manifest.platform}/${door}${baseUrl}/${holder}` }
}

const textOption = (options: object, name: string): string | null => {
  const value: unknown = Reflect.get(options, name)
  return typeof value === "string" ? value : null
}

const configuredManifest = <Options extends OptionsSchema>(
  {
    configured,
    manifest
  }: Pick<AdapterDefinition<Options, never, OrderAdapter, never, object>, "configured" | "manifest">,
  options: Options["Type"]
): AdapterManifest => {
  const { calls, capabilities, operations = {} } = configured?.(options) ?? { calls: Object.keys(manifest.operations) }
  const called = callingOnly(manifest, calls)
  return {
    ...called,
    capabilities: { ...manifest.capabilities, ...capabilities },
    operations: Record.map(called.operations, (operation, name) => ({
      ...operation,
      quota: configuredQuota(operation, options),
      ...operations[name]
    }))
  }
}
