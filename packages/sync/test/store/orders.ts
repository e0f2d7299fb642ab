/** Orders for tests of the store. */
import { AdapterError, fieldPatterns, Order, orderKey, plainText } from "@huidan/core"
import { Effect, Layer, Redacted } from "effect"
import {
  type HeldLane,
  layerSqlite,
  layerStoreWriter,
  masterKey,
  type Page,
  Store,
  type StoreOptions,
  StoreWriter,
  standardAllowances,
  type UnreadableRow
} from "../../src/index.ts"

export const shop = { platform: "xiaoe", shopId: "app1" }

export type OrderFields = Partial<(typeof Order)["~type.make"]>

export const orderOf = (orderId: string, fields: OrderFields = {}): Order =>
  Order.make({
    key: orderKey(shop.platform, shop.shopId, orderId),
    platform: shop.platform,
    orderId,
    shop: { id: shop.shopId },
    source: { adapter: "@huidan/adapter-xiaoe", adapterVersion: "0.1.0", operation: "order.detail@2.0" },
    ...fields
  })

export const buyer = { id: "u_1", name: plainText("王小明"), phones: [plainText("13800000001")] }

export const unreadable: UnreadableRow = {
  askedAt: 1,
  row: {
    _tag: "Quarantined",
    raw: Redacted.make({ name: "王小明" }),
    rawNumbers: Redacted.make([]),
    error: new AdapterError({ platform: "xiaoe", reason: { _tag: "NotFound" } }),
    fingerprint: "f1"
  }
}

/** A page of one detail. */
export const detailPage = (order: Order, askedAt: number, change: Partial<Page> = {}): Page => ({
  operation: "order.detail@2.0",
  carries: fieldPatterns("/kind /status /amounts /lines /buyer /times /refunds /payment /delivery /references /notes"),
  meetsWants: true,
  answers: [{ order, askedAt }],
  wants: [],
  unreadable: [],
  cursor: null,
  progress: null,
  rereads: null,
  allowances: standardAllowances,
  ...change
})

export const someKey = masterKey(Redacted.make("0f".repeat(32)))

/** Another master key, to which a store can be rotated. */
export const nextKey = masterKey(Redacted.make("1e".repeat(32)), someKey === null ? [] : [someKey])

/** This thread reads too: the virtual clock does not wait for other threads. */
export const onFile = (file: string, key = someKey, options: Partial<StoreOptions> = {}) =>
  layerStoreWriter({ masterKey: key, name: "a test", lease: "36500 days", ...options }).pipe(
    Layer.provideMerge(layerSqlite({ file, readers: 0 }))
  )

export const inMemory = (key = someKey, options: Partial<StoreOptions> = {}) => onFile(":memory:", key, options)

/** The store for reading and writing. */
export const opened = Effect.gen(function* () {
  const { writer: _other, ...reading } = yield* Store
  return { ...reading, ...(yield* StoreWriter) }
})

export const held = (lane = "live"): Effect.Effect<HeldLane, never, StoreWriter> =>
  Effect.flatMap(StoreWriter, (store) => Effect.orDie(store.claim(shop, lane)))
