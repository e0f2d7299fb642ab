/** A shop whose platform is in memory: it gives single orders, and decodes rows that its older version could not. */
import {
  AdapterError,
  type AdapterManifest,
  adapterContract,
  encodeOrder,
  fieldPatterns,
  isJsonObject,
  type Json,
  maskCharacters,
  Order,
  type OrderAdapter,
  orderKey,
  plainText
} from "@huidan/core"
import type { ShopName } from "@huidan/sync"
import { DateTime, Effect, Latch, Redacted, Stream } from "effect"

/** What must never be in an answer but that of a reveal. */
export const privateTexts = ["王小明", "13800000001"] as const

/** What the message of a defect quotes. */
export const defectText = "the private text of the defect"

export const orderOf = (shop: ShopName, orderId: string, paid: number, raw: Json | null = null): Order =>
  Order.make({
    key: orderKey(shop.platform, shop.shopId, orderId),
    platform: shop.platform,
    orderId,
    shop: { id: shop.shopId },
    status: { trade: "active", payment: "paid" },
    amounts: { payable: paid, paid },
    buyer: { id: "u_1", name: plainText(privateTexts[0]), phones: [plainText(privateTexts[1])] },
    times: { created: DateTime.makeUnsafe(1_000_000 + paid) },
    lines: [{ lineId: "1", title: "皮影戏体验课", skuId: "sku_puppets", quantity: 1 }],
    delivery: { shipments: [{ trackingNumber: `SF0000${paid}` }] },
    source: {
      adapter: "@huidan/adapter-fake",
      adapterVersion: "0.1.0",
      operation: "detail",
      raw: raw === null ? null : Redacted.make(raw)
    }
  })

export const carries = fieldPatterns("/times/created /status /amounts /buyer /lines /delivery")

/** As the platform sends an order. */
export const rawOf = (orderId: string, paid: number): Json => ({
  id: orderId,
  paid,
  buyer: { name: privateTexts[0], phone: privateTexts[1] }
})

export interface FakeOptions {
  /** How many rows are being decoded before the first one is; 1 if left out. */
  readonly together?: number
  /** Whether the platform never answers when it is asked for a list. */
  readonly hangs?: boolean
  /** Whether listing dies of a mistake of the adapter, whose message is `defectText`. */
  readonly breaks?: boolean
  /** How many lines an order's answer has. */
  readonly lines?: number
  /** Whether it is an older version, which cannot decode any row. */
  readonly isOld?: boolean
}

export const makeFakeAdapter = (
  shop: ShopName,
  { breaks = false, hangs = false, isOld = false, lines = 0, together = 1 }: FakeOptions = {}
): OrderAdapter => {
  const all = Latch.makeUnsafe()
  let came = 0
  const failed = (reason: AdapterError["reason"]) =>
    new AdapterError({ platform: shop.platform, shop: shop.shopId, operation: "detail", reason })
  return {
    contract: adapterContract,
    manifest: manifestOf(shop.platform),
    getOrder: (orderId) =>
      orderId.startsWith("o_")
        ? Effect.map(DateTime.now, (askedAt) => {
            const order = orderOf(shop, orderId, 700)
            return { ...order, source: { ...order.source, askedAt } }
          })
        : Effect.fail(failed({ _tag: "NotFound" })),
    listOrders: () => (breaks ? Stream.die(new TypeError(defectText)) : hangs ? Stream.never : Stream.empty),
    receivePush: () => Effect.succeed({ status: 200, headers: {}, body: "" }),
    decode: () => Effect.succeed([]),
    decodeRow: (_operation, row, _numbers, askedAt) =>
      Effect.gen(function* () {
        came += 1
        if (came >= together) yield* all.open
        yield* all.await
        if (isOld || !isJsonObject(row)) {
          const reason = { _tag: "ResponseDecode", pointer: "/paid", expected: "", found: "", position: null } as const
          return yield* failed(reason)
        }
        const order = orderOf(shop, String(row["id"]), Number(row["paid"]), row)
        return { ...order, source: { ...order.source, askedAt } }
      }),
    explain: (operation) => Effect.succeed({ operation, records: [], unread: [] }),
    explainRow: (operation, row) =>
      Effect.succeed({
        operation,
        records: [
          {
            orderId: isJsonObject(row) ? String(row["id"]) : null,
            fields: [
              { path: "/amounts/paid", pointers: ["/paid"], rule: "an amount in fen" },
              ...Array.from({ length: lines }, (_, n) => lineFields(n)).flat()
            ]
          }
        ],
        unread: []
      }),
    encode: (order, { raw, reveal }) =>
      encodeOrder(order, {
        reveal,
        raw: raw === "masked" && order.source.raw !== null ? maskedOf(order, lines) : null
      }),
    encodeQuarantined: () => ({ reason: "", pointer: "", message: "", fingerprint: "", raw: null })
  }
}

/** The members of a line of the answer. */
const lineMembers = Array.from({ length: 30 }, (_, n) => `member_${n}_of_the_line`)

const lineFields = (n: number) =>
  lineMembers.map((member) => ({
    path: `/lines/${n}/${member}`,
    pointers: [`/order/lines/${n}/${member}`],
    rule: `text of ${member}, with the blanks around it taken away`
  }))

const maskedOf = (order: Order, lines: number): Json => ({
  id: order.orderId,
  ...(lines === 0
    ? {}
    : {
        lines: Array.from({ length: lines }, (_, n) =>
          Object.fromEntries(lineMembers.map((member) => [member, `皮影戏 ${n}`]))
        )
      }),
  paid: order.amounts.paid,
  buyer: { name: maskCharacters(privateTexts[0]), phone: maskCharacters(privateTexts[1]) }
})

const manifestOf = (platform: string): AdapterManifest => ({
  contract: adapterContract,
  platform,
  name: { zh: "测试平台", en: "Test platform" },
  package: "@huidan/adapter-fake",
  version: "",
  capabilities: { getOrder: true, listOrders: { by: ["created", "updated"], states: false }, receivePush: false },
  operations: {
    list: { ...operation, answers: "orders", carries: ["/times/created"] },
    detail: { ...operation, answers: "order", carries }
  },
  errors: [],
  secrets: [],
  shopOption: null
})

const operation = {
  title: "",
  use: "call",
  needs: [],
  method: "GET",
  path: "",
  quota: null,
  paging: null,
  windowSeconds: null,
  document: "",
  unverified: []
} as const
