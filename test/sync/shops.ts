/** Shops whose platforms are twins, and what their store must hold. */
import { makeTwin, makeTwinHttpClient, type ShopOptions, type TwinOptions } from "@huidan/conformance"
import { layerSqlite, layerStoreWriter, masterKey, type ShopSettings, type SyncedShop } from "@huidan/sync"
import { Effect, Layer, Redacted, Schema } from "effect"
import * as HttpClient from "effect/http/HttpClient"
import { subjects } from "../support.ts"
import { subjectsWithTwins } from "../twins.ts"

const baseUrl = "http://twin.test"

/** A running twin, and the shop that an adapter with these options reads from it. */
export const shopOf = Effect.fnUntraced(function* (
  platform: string,
  twinOptions: TwinOptions,
  settings: ShopSettings,
  extra: ShopOptions["options"] = {}
) {
  const { twin: definition } = subjectsWithTwins.find((each) => each.platform === platform)!
  const { package: adapterPackage } = subjects.find((each) => each.platform === platform)!
  const twin = yield* makeTwin(definition, twinOptions)
  const { options, secrets } = twin.shopOptions(baseUrl)
  const decoded = yield* Schema.decodeUnknownEffect(adapterPackage.Options)({ ...options, ...secrets, ...extra })
  const adapter = yield* Effect.provideService(
    adapterPackage.make(decoded),
    HttpClient.HttpClient,
    makeTwinHttpClient(twin, baseUrl)
  )
  const name = { platform, shopId: definition.limits.shop.id }
  return { twin, shop: { name, adapter, settings } satisfies SyncedShop }
})

export const someKey = masterKey(Redacted.make("0f".repeat(32)))

export const storeOn = (file: string) =>
  layerStoreWriter({ masterKey: someKey, name: "a test" }).pipe(Layer.provideMerge(layerSqlite({ file })))
