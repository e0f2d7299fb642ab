/** What the stub of the server knows: enough to show every page and every state of it. The same in each run. */
import {
  encodeOrder,
  encryptedText,
  type Json,
  maskedText,
  Order,
  type OrderJson,
  orderKey,
  plainText
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import {
  type AccountView,
  type Attention,
  type AuditEntry,
  actorOf,
  type ChangeEvent,
  type Job,
  type LinkView,
  type OrderPage,
  type OrderRow,
  type OrderVersion,
  type QuarantinedRow,
  type ShopView,
  type SourceAnswer,
  type UnloadedShop,
  type WhyAnswer
} from "../../../src/api/index.ts"

/** The telephone number that no reader may ever get. */
export const secretPhone = "13800001111"

/** The parcel of the first order. */
export const trackingNumber = "SF1234567890123"

const firstCreated = Date.parse("2026-11-20T08:23:02.000Z")

const shop = { platform: "paper", shopId: "shop-1" }

/** The row of the n-th order; the first is the latest. */
export const rowOf = (n: number): OrderRow => {
  const orderId = `2026${String(10_000_000 - n).padStart(12, "0")}`
  const created = firstCreated - n * 60_000
  const isPaid = n % 5 !== 4
  return {
    key: orderKey(shop.platform, shop.shopId, orderId),
    ...shop,
    orderId,
    created,
    updated: created + 30_000,
    paidAt: isPaid ? created + 20_000 : null,
    trade: isPaid ? "active" : "pending",
    payment: isPaid ? "paid" : "unpaid",
    fulfilment: n === 0 ? "shipped" : "unfulfilled",
    afterSale: n % 50 === 0 ? "partially_refunded" : "none",
    kind: "standard",
    payable: 123_450 + n,
    paid: isPaid ? 123_450 + n : 0,
    refunded: n % 50 === 0 ? 10_000 : 0,
    currency: "CNY",
    title: `手冲咖啡壶 ${n}`,
    version: n === 0 ? 2 : 1,
    changed: created + 40_000,
    gone: null
  }
}

/** The whole first order. `isPlain`: as somebody who may reveal it sees it. */
export const firstOrder = (isPlain: boolean): OrderJson => {
  const { created, key, orderId, platform, shopId } = rowOf(0)
  const order = Order.make({
    key,
    platform,
    orderId,
    shop: { id: shopId, name: "纸船书店" },
    kind: "standard",
    status: {
      trade: "active",
      payment: "paid",
      fulfilment: "shipped",
      afterSale: "partially_refunded",
      label: "已发货"
    },
    amounts: {
      goods: 130_000,
      freight: 1_000,
      discount: 7_550,
      payable: 123_450,
      paid: 123_450,
      refunded: 10_000
    },
    discounts: [
      { kind: "coupon", name: "满减券", amount: 5_000, bearer: "shop" },
      { kind: "promotion", name: "平台补贴", amount: 2_550, bearer: "platform" }
    ],
    lines: [
      {
        lineId: "l1",
        productId: "p1",
        skuId: "sku-600",
        externalSkuId: "KETTLE-06",
        title: "手冲咖啡壶 0",
        specs: [{ name: "容量", value: "600 ml" }],
        quantity: 2,
        unitPrice: 65_000,
        total: 130_000,
        discount: 7_550,
        paid: 122_450,
        fulfilment: "shipped",
        afterSale: "partially_refunded"
      }
    ],
    buyer: { id: "u1", name: maskedText("王**"), phones: [plainText(secretPhone)] },
    recipient: {
      name: plainText("王小明"),
      phone: encryptedText("#cipher#", "138****1111"),
      province: "浙江省",
      city: "杭州市",
      district: "西湖区",
      detail: plainText("文三路 1 号")
    },
    delivery: {
      method: "express",
      shipments: [
        {
          id: "s1",
          carrierName: "顺丰速运",
          trackingNumber,
          shippedAt: DateTime.makeUnsafe((created ?? 0) + 7_200_000),
          lines: [{ lineId: "l1", quantity: 2 }]
        }
      ]
    },
    payment: { method: "wechat", transactionId: "4200001234" },
    refunds: [
      {
        id: "r1",
        status: "refunded",
        amount: 10_000,
        requestedAt: DateTime.makeUnsafe((created ?? 0) + 9_000_000),
        refundedAt: DateTime.makeUnsafe((created ?? 0) + 9_600_000),
        reason: "包装破损"
      }
    ],
    times: {
      created: DateTime.makeUnsafe(created ?? 0),
      paid: DateTime.makeUnsafe((created ?? 0) + 20_000),
      shipped: DateTime.makeUnsafe((created ?? 0) + 7_200_000)
    },
    warnings: [{ code: "unknown_code", path: "/order/flag", message: "the code 77 of flag is not documented" }],
    source: { adapter: "@example/adapter-paper", adapterVersion: "1.0.0", operation: "order.detail@1" }
  })
  return encodeOrder(order, { reveal: isPlain, raw: null })
}

const answer: Json = {
  order: {
    order_id: rowOf(0).orderId,
    pay_price: "1234.50",
    goods_price: "1300.00",
    receiver: { name: "•••", phone: "138****1111" },
    express: [{ no: trackingNumber, company: "顺丰速运" }],
    flag: 77
  }
}

const keptAnswer: SourceAnswer = {
  operation: "order.detail@1",
  askedAt: firstCreated + 40_000,
  kept: {
    answer,
    fields: [
      { path: "/orderId", pointers: ["/order/order_id"], rule: 0 },
      { path: "/amounts/payable", pointers: ["/order/pay_price"], rule: 1 },
      { path: "/amounts/paid", pointers: ["/order/pay_price"], rule: 1 },
      { path: "/amounts/goods", pointers: ["/order/goods_price"], rule: 1 },
      { path: "/delivery/shipments/0/trackingNumber", pointers: ["/order/express/0/no"], rule: 2 }
    ],
    rules: ["an id", "an amount in yuan", "text"],
    isCut: false
  },
  isTooLarge: false
}

const versions: ReadonlyArray<OrderVersion> = [
  {
    version: 2,
    at: firstCreated + 7_300_000,
    operation: "order.detail@1",
    confirmed: true,
    changes: [
      { path: "/status/fulfilment", before: "unfulfilled", after: "shipped" },
      { path: "/amounts/refunded", before: 0, after: 10_000 }
    ]
  },
  { version: 1, at: firstCreated + 40_000, operation: "order.detail@1", confirmed: true, changes: [] }
]

const shopView: ShopView = {
  ...shop,
  name: "纸船书店",
  platformName: { zh: "纸船", en: "Paper Boat" },
  door: { listsBy: "updated", backfillsBy: "created", reads: true, pushes: true },
  unopened: null,
  lanes: [
    { lane: "live", cursor: "c42", since: firstCreated - 90 * 86_400_000, settled: firstCreated + 60_000, until: null }
  ],
  quotas: [
    {
      operation: "order.detail@1",
      title: "One order by its number",
      used: 15,
      requests: 3000,
      seconds: 10,
      verified: true
    },
    { operation: "order.list@1", title: "Orders by update time", used: 18, requests: 20, seconds: 1, verified: false }
  ],
  rightAsOf: firstCreated + 60_000,
  lag: 42_000,
  authorisation: "ok",
  authorisationEnds: firstCreated + 40 * 86_400_000,
  error: "RateLimited",
  errorMessage: "too many calls in this second",
  errorAt: firstCreated,
  failures: 1,
  answeredAt: firstCreated + 50_000,
  paused: false,
  wants: 3,
  parked: 1,
  quarantined: 1
}

const quarantinedRow: QuarantinedRow = {
  fingerprint: "a".repeat(64),
  ...shop,
  operation: "order.list@1",
  reason: "ResponseDecode",
  message: "order_status: expected a number, got a boolean",
  askedAt: firstCreated,
  firstSeen: firstCreated,
  lastSeen: firstCreated + 1000,
  tried: null,
  tries: 0,
  isKept: true
}

/** The row of a list, which the adapter cannot explain. */
export const listAnswer: SourceAnswer = {
  operation: "order.list@1",
  askedAt: firstCreated + 35_000,
  kept: { answer: { order_id: rowOf(0).orderId }, fields: [], rules: [], isCut: false },
  isTooLarge: false
}

/** Who has an account, and a program with a token. */
export const listedAccounts = {
  accounts: [
    { name: "boss", role: "revealer", shops: null, created: firstCreated, expires: null, owner: null },
    { name: "ops", role: "operator", shops: [shop], created: firstCreated, expires: null, owner: null }
  ],
  tokens: [
    {
      name: "erp",
      role: "reader",
      shops: null,
      created: firstCreated,
      expires: firstCreated + 90 * 86_400_000,
      owner: "boss"
    }
  ],
  links: [
    {
      id: "l".repeat(22),
      account: null,
      role: "operator",
      shops: [shop],
      expires: firstCreated + 86_400_000,
      maker: "boss"
    }
  ]
} as const satisfies {
  readonly accounts: ReadonlyArray<AccountView>
  readonly tokens: ReadonlyArray<AccountView>
  readonly links: ReadonlyArray<LinkView>
}

/** All that can change while a test runs. */
export interface World {
  orders: Array<OrderRow>
  shops: Array<ShopView>
  unloaded: ReadonlyArray<UnloadedShop>
  quarantine: Array<QuarantinedRow>
  audit: Array<AuditEntry>
  jobs: Array<Job>
  attention: ReadonlyArray<Attention>
  source: SourceAnswer
  /** Whether the adapter can decode what is in quarantine. */
  decodes: boolean
  why: ReadonlyArray<WhyAnswer>
  /** The time of creation that the last question named. */
  isWhyCut: boolean
  askedWhy: number | null
  /** Numbers of more orders than are given. */
  cutNumbers: ReadonlyArray<string>
  readonly versions: ReadonlyArray<OrderVersion>
  /** Sends a change to all who follow. */
  publish: (event: ChangeEvent) => void
}

export const makeWorld = (orders: number): World => ({
  orders: Array.from({ length: orders }, (_, n) => rowOf(n)),
  shops: [shopView],
  unloaded: [],
  quarantine: [quarantinedRow],
  audit: [
    {
      id: "5",
      at: firstCreated + 3000,
      who: "retention",
      actor: actorOf("retention"),
      action: "remove",
      subject:
        "what was too old: private texts of 12 orders and 3 rows, 40 raw answers, 5 versions, 6 messages of pushes"
    },
    {
      id: "4",
      at: firstCreated + 2000,
      who: "wang",
      actor: actorOf("wang"),
      action: "export",
      subject: "orders of paper/shop-1, in the state closed, created from 2026-11-01T00:00:00.000Z"
    },
    {
      id: "accounts-6",
      at: firstCreated + 1600,
      who: "console token: erp/boss",
      actor: actorOf("console token: erp/boss"),
      action: "replay",
      subject: rowOf(0).key
    },
    {
      id: "accounts-5",
      at: firstCreated + 1500,
      who: "console: lin",
      actor: actorOf("console: lin"),
      action: "add account",
      subject: "lin (operator, paper/shop-1), by a link of console: boss"
    },
    {
      id: "accounts-4",
      at: firstCreated + 1400,
      who: "console: boss",
      actor: actorOf("console: boss"),
      action: "add link",
      subject: "a new account (operator, 2 shops)"
    },
    {
      id: "accounts-3",
      at: firstCreated + 1300,
      who: "huidan",
      actor: actorOf("huidan"),
      action: "add token",
      subject: "erp (reader, all shops)"
    },
    { id: "2", at: firstCreated, who: "wang", actor: actorOf("wang"), action: "reveal", subject: rowOf(0).key },
    {
      id: "1",
      at: firstCreated - 1000,
      who: "wang",
      actor: actorOf("wang"),
      action: "rotate",
      subject: "the master key k1 to k2"
    }
  ],
  jobs: [],
  attention: [
    { kind: "quarantined", shop, count: 1, at: firstCreated, message: null },
    { kind: "failing", shop, count: 3, at: firstCreated, message: "too many calls in this second" }
  ],
  source: keptAnswer,
  decodes: false,
  why: [
    {
      shop,
      orderId: null,
      reason: "outsideWindow",
      isCertain: true,
      message: "The order is of 2026-01-02 10:00:00, and the store begins at 2026-08-22 16:23:02.",
      action: "backfill",
      advice: "Backfill from 2026-01-02.",
      details: {
        version: null,
        gone: null,
        wanted: null,
        due: null,
        parked: null,
        quarantined: 0,
        created: Date.parse("2026-01-02T02:00:00.000Z"),
        isReadCut: false,
        read: [{ since: firstCreated - 90 * 86_400_000, until: firstCreated }],
        unread: null,
        historyDays: null
      }
    }
  ],
  isWhyCut: false,
  askedWhy: null,
  cutNumbers: [],
  versions,
  publish: () => undefined
})

/** All that can go wrong at once: a shop that cannot be opened, and a job that failed. */
export const makeTrouble = (world: World): void => {
  const unopened = { reason: "Configuration", message: "the option appId is missing", advice: "Set the option appId." }
  const broken = {
    ...shopView,
    shopId: "shop-2",
    name: "风筝店",
    door: null,
    unopened,
    quotas: [],
    error: null,
    errorMessage: null
  }
  world.shops = [...world.shops, broken]
  world.attention = [
    ...world.attention,
    {
      kind: "notOpened",
      shop: { platform: shop.platform, shopId: "shop-2" },
      count: null,
      at: null,
      message: unopened.message
    }
  ]
  world.jobs = [
    {
      id: "7",
      kind: "backfill",
      shop,
      since: firstCreated - 86_400_000,
      until: firstCreated,
      who: "console: ops",
      started: firstCreated,
      ended: firstCreated + 1000,
      state: "failed",
      settled: null,
      wants: null,
      read: null,
      compared: null,
      failure: {
        reason: "SqlError",
        message: "the disk of the store is full",
        advice: "Make room on the disk of the store."
      }
    }
  ]
}

/** A page of rows after a cursor, which is the place in the list. */
export const pageOf = (rows: ReadonlyArray<OrderRow>, cursor: string | undefined, limit: number): OrderPage => {
  const from = cursor === undefined ? 0 : Number(cursor)
  const end = from + limit
  return { rows: rows.slice(from, end), next: end < rows.length ? String(end) : null, scannedTo: null }
}
