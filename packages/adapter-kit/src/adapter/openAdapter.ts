import type { AdapterError, AdapterManifest, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Record from "effect/Record"
import * as Redacted from "effect/Redacted"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import { makeAccessTokens } from "../account/AccessTokens.ts"
import { Accounts } from "../account/Accounts.ts"
import { TokenStore } from "../account/TokenStore.ts"
import { httpClient } from "../calls/HttpExchange.ts"
import { optionNeedsOf } from "../calls/optionNeeds.ts"
import { makePlatformClock } from "../calls/PlatformClock.ts"
import { makePipeline } from "../calls/RequestPipeline.ts"
import { makeShop } from "../calls/Shop.ts"
import { makeOrderCodec } from "../codec/OrderCodec.ts"
import { configuredPaging, type ListOptions } from "../lists/ListOptions.ts"
import { PushLog } from "../push/PushLog.ts"
import { messageLimitOf, type PushOptions } from "../push/pushOptionFields.ts"
import { reachable } from "../push/reachable.ts"
import { receivePushes } from "../push/receivePushes.ts"
import type { AdapterDefinition, OptionsSchema } from "./AdapterDefinition.ts"
import { assembleAdapter } from "./assembleAdapter.ts"
import { baseUrlOf, configuredQuota, pipelineOptions, rowLimitOf } from "./ClientOptions.ts"
import { callingOnly } from "./callingOnly.ts"
import type { Opened } from "./Opened.ts"
import { hostInTheOpen } from "./plainHttp.ts"
import { readOptions, wrongOptions } from "./readOptions.ts"

/** How an adapter is made from its options. `prefix` is what their environment variables begin with. */
export const openerOf = <
  Options extends OptionsSchema,
  Self,
  Adapter extends OrderAdapter,
  Manifest extends AdapterManifest,
  More extends object
>(
  definition: AdapterDefinition<Options, Self, Adapter, Manifest, More>
) => {
  const { calls, envelope, operations, pushes: pushesOf, token } = definition
  const schema = Schema.toType(definition.Options)
  const envelopes = Object.fromEntries(
    operations.flatMap((one) => (one.envelope === null ? [] : [[one.name, one.envelope]]))
  )
  const codecs = Object.fromEntries(operations.flatMap((one) => (one.orders === null ? [] : [[one.name, one.orders]])))

  return Effect.fnUntraced(function* (
    given: Options["Type"],
    prefix: string
  ): Effect.fn.Return<Opened<Adapter>, AdapterError> {
    const options = yield* Effect.mapError(
      readOptions({ manifest: definition.manifest, schema, prefix }, given),
      (problems) => wrongOptions(definition.manifest, problems)
    )
    const limits: Options["Type"] & PushOptions = options
    const manifest = configuredManifest(definition, options)
    const { baseUrl, key, holder, shopId } = placeOf(definition, options)
    const openHost = hostInTheOpen(baseUrl)
    if (openHost !== null) {
      yield* Effect.logWarning(
        `${manifest.platform} is called by plain http at ${openHost}: everyone on the way can read secrets and orders`
      )
    }
    const client = yield* httpClient
    const account = yield* (yield* Accounts).get(key, {
      quotaKey: options.quotaKey,
      secret: secretOfCalls(manifest, options),
      tokenStore: Option.getOrNull(yield* Effect.serviceOption(TokenStore))
    })
    const clock = makePlatformClock(manifest.platform)
    const codec = makeOrderCodec({
      manifest,
      envelope,
      envelopes,
      operations: codecs,
      shopId,
      rowLimit: rowLimitOf(options)
    })
    const needs = optionNeedsOf(manifest, prefix, shopId, options)
    const pipelineParts = {
      manifest,
      codec,
      client,
      account,
      clock,
      ...pipelineOptions(options)
    }
    const shopParts = {
      manifest,
      options,
      shopId,
      baseUrl,
      codec,
      clock,
      needs,
      learnt: yield* Ref.make(shopId)
    }
    const withoutToken = makePipeline({ ...pipelineParts, tokens: null })
    const source = token?.(makeShop({ ...shopParts, pipeline: withoutToken })) ?? null
    const pipeline =
      source === null ? withoutToken : makePipeline({ ...pipelineParts, tokens: makeAccessTokens(account, source) })
    const shop = makeShop({ ...shopParts, pipeline })
    const pushes = pushesOf?.(shop) ?? null
    const log = reachable(yield* PushLog)
    const messageLimit = messageLimitOf(limits)
    const receiving =
      pushes === null ? {} : { receivePush: receivePushes({ shop, holder: holder ?? "-", pushes, log, messageLimit }) }
    const own = { ...calls(shop), ...receiving }
    const assembled = assembleAdapter({ manifest, codec, calls: own, needs })
    // What `calls` returns beside the contract's calls is what `Adapter` has beyond the contract.
    return { adapter: { ...own, ...assembled } as Adapter, lacking: needs.lacking, ending: account.tokens.storeMissing }
  })
}

/** Where an adapter with these options calls, and whose account and shop it is. */
const placeOf = <Options extends OptionsSchema>(
  {
    account,
    baseUrl: standard,
    door: doorOf,
    manifest
  }: Pick<
    AdapterDefinition<Options, never, OrderAdapter, AdapterManifest, object>,
    "account" | "baseUrl" | "door" | "manifest"
  >,
  options: Options["Type"]
) => {
  const shopId = manifest.shopOption === null ? null : textOption(options, manifest.shopOption)
  const baseUrl = baseUrlOf(options, typeof standard === "string" ? standard : standard(options))
  const door = doorOf === undefined ? "" : `${doorOf(options)}/`
  const holder = account === undefined ? shopId : account(options)
  return { shopId, holder, baseUrl, key: `${manifest.platform}/${door}${baseUrl}/${holder}` }
}

/** The secrets that calls need; `null` if they need none, or one is missing. */
const secretOfCalls = ({ operations, secrets }: AdapterManifest, options: object): Redacted.Redacted<string> | null => {
  const needed = Object.values(operations).flatMap(({ needs, use }) => (use === "call" ? needs : []))
  const values = secrets
    .filter((name) => needed.includes(name))
    .map((name): unknown => {
      const value: unknown = Reflect.get(options, name)
      return Redacted.isRedacted(value) ? Redacted.value(value) : undefined
    })
  return values.length === 0 || values.includes(undefined) ? null : Redacted.make(JSON.stringify(values))
}

const textOption = (options: object, name: string): string | null => {
  const value: unknown = Reflect.get(options, name)
  return typeof value === "string" ? value : null
}

const configuredManifest = <Options extends OptionsSchema>(
  {
    configured,
    manifest
  }: Pick<AdapterDefinition<Options, never, OrderAdapter, AdapterManifest, object>, "configured" | "manifest">,
  options: Options["Type"] & ListOptions
): AdapterManifest => {
  const { calls, capabilities, operations = {} } = configured?.(options) ?? { calls: Object.keys(manifest.operations) }
  const called = callingOnly(manifest, calls, { ...manifest.capabilities, ...capabilities })
  return {
    ...called,
    operations: Record.map(called.operations, (operation, name) => {
      const own = { ...operation, quota: configuredQuota(operation, options), ...operations[name] }
      return { ...own, paging: configuredPaging(own.paging, options) }
    })
  }
}
