/** Orders for tests of the store. */
import { AdapterError, fieldPatterns, Order, orderKey, plainText } from "@huidan/core"
import { Effect, Layer, Redacted } from "effect"
import {
  type HeldLane,
  layerSqlite,
  layerStore,
  masterKey,
  type Page,
  Store,
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
  allowances: standardAllowances,
  ...change
})

export const someKey = masterKey(Redacted.make("0f".repeat(32)))

export const inMemory = (key = someKey) =>
  layerStore({ masterKey: key }).pipe(Layer.provideMerge(layerSqlite({ file: ":memory:" })))

export const held = (lane = "live", owner = "one"): Effect.Effect<HeldLane, never, Store> =>
  Effect.flatMap(Store, (store) => Effect.orDie(store.claim(shop, lane, owner)))
