/**
 * The content of the store that the tests of migrations open: 200 orders of three shops, and rows in every table. All of it
 * is invented. What the store has a door for goes through it; the other tables are filled by statements.
 */
import { AdapterError, encryptedText, fieldPatterns, Order, orderKey, plainText } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as SqlClient from "effect/sql/SqlClient"
import * as TestClock from "effect/testing/TestClock"
import { masterKey, type Page, type ShopName, StoreWriter, standardAllowances } from "../../src/index.ts"

/** The master key of the store. It protects invented texts only. */
export const firstKey = masterKey(Redacted.make("ab".repeat(32)))

/** When the store was written, in Unix milliseconds. */
export const firstTime = DateTime.toEpochMillis(DateTime.makeUnsafe("2026-04-01T04:00:00Z"))

const minute = 60_000
const hour = 60 * minute

const shops = [
  { platform: "xiaoe", shopId: "app1", orders: 120, detail: "order.detail@2.0" },
  { platform: "doudian", shopId: "4463", orders: 50, detail: "order.orderDetail" },
  { platform: "wshoto", shopId: "wx1", orders: 30, detail: "mall.order.detail" }
] as const

type Shop = (typeof shops)[number]

const nameOf = ({ platform, shopId }: Shop): ShopName => ({ platform, shopId })

const goods = ["青花茶杯", "手工皂礼盒", "线上写作课", "Cold brew, 6 bottles", "会员年卡 🎁"]
const trades = ["pending", "active", "completed", "closed"] as const

/** The order with this number of the shop, as its answer has it after so many changes. */
const orderOf = (shop: Shop, number: number, changes: number, operation: string = shop.detail): Order => {
  const { platform, shopId } = shop
  const orderId = `${platform.slice(0, 1)}_20260${3 + (number % 2)}${1_000_000 + number * 7919}`
  const created = firstTime - (number + 1) * 5 * hour
  const price = 1990 + (number % 17) * 335
  const isPaid = number % 4 !== 0
  const refunded = isPaid && number % 10 === 1 ? 500 + changes * 100 : 0
  const phone = `1540000${String(1000 + number).slice(-4)}`
  return Order.make({
    key: orderKey(platform, shopId, orderId),
    platform,
    orderId,
    shop: { id: shopId },
    kind: number % 9 === 0 ? "gift" : "standard",
    status: { trade: trades[number % 4] ?? "active", afterSale: refunded > 0 ? "refunded" : "none" },
    amounts: { goods: price, payable: price, paid: isPaid ? price : 0, refunded },
    buyer: { id: `u_${number % 40}`, name: plainText(`测试买家${number}`), phones: [plainText(phone)] },
    recipient:
      number % 3 === 0 || number % 5 === 0
        ? {
            name: number % 5 === 0 ? encryptedText(`#cipher${number}#`, "测**") : plainText(`收件人${number}`),
            city: "杭州市",
            detail: plainText(`不存在路 ${number} 号`)
          }
        : null,
    lines: Array.from({ length: 1 + (number % 2) }, (_, index) => ({
      lineId: `${number}-${index}`,
      productId: `p_${(number + index) % 12}`,
      skuId: `s_${(number + index) % 30}`,
      title: goods[(number + index) % goods.length] ?? null,
      quantity: 1 + (index % 2),
      paid: isPaid && index === 0 ? price : 0
    })),
    payment: isPaid ? { method: "wechat", transactionId: `42000${100_000 + number}` } : {},
    notes: changes === 0 ? {} : { buyer: plainText(`第 ${changes} 次修改`) },
    times: {
      created: DateTime.makeUnsafe(created),
      updated: DateTime.makeUnsafe(created + changes * hour),
      paid: isPaid ? DateTime.makeUnsafe(created + 5 * minute) : null
    },
    source: {
      adapter: `@huidan/adapter-${platform}`,
      adapterVersion: "0.1.0",
      operation,
      raw: Redacted.make({ order: orderId, price: "1999999999999999999", buyer: `测试买家${number}` }),
      rawNumbers: Redacted.make(["/price"])
    }
  })
}

const carried = {
  detail: fieldPatterns("/kind /status /amounts /lines /buyer /recipient /payment /notes /times"),
  list: fieldPatterns("/status /amounts/payable /times/{created,updated}")
}

const pageOf = (shop: Shop, orders: ReadonlyArray<Order>, askedAt: number, change: Partial<Page> = {}): Page => ({
  operation: shop.detail,
  carries: carried.detail,
  meetsWants: true,
  answers: orders.map((order) => ({ order, askedAt })),
  wants: [],
  unreadable: [],
  cursor: null,
  progress: null,
  rereads: { open: 15 * minute, closed: 24 * hour, keepClosed: 30 * 24 * hour },
  allowances: standardAllowances,
  ...change
})

const numbers = ({ orders }: Shop) => Array.from({ length: orders }, (_, number) => number)

const fillShop = Effect.fnUntraced(function* (shop: Shop) {
  const store = yield* StoreWriter
  const name = nameOf(shop)
  const live = yield* store.claim(name, "live")
  const backfill = yield* store.claim(name, "backfill")
  const orders = (changes: number, which: (number: number) => boolean = () => true, operation?: string) =>
    numbers(shop)
      .filter(which)
      .map((number) => orderOf(shop, number, changes, operation))
  const error = new AdapterError({
    platform: shop.platform,
    operation: shop.detail,
    reason: { _tag: "ResponseDecode", pointer: "/price", expected: "an amount", found: "text of 1 character" }
  })
  const unreadable = [1, 2].map((each) => ({
    askedAt: firstTime,
    row: {
      _tag: "Quarantined" as const,
      raw: Redacted.make({ price: "?", buyer: `测试买家 ${each}` }),
      rawNumbers: Redacted.make([]),
      error,
      fingerprint: `${shop.platform} row ${each}`
    }
  }))
  yield* store.commitPage(
    backfill,
    pageOf(shop, orders(0), firstTime, {
      cursor: "page 9",
      progress: { since: firstTime - 90 * 24 * hour, settled: firstTime - 24 * hour, until: firstTime - 24 * hour }
    })
  )
  yield* TestClock.setTime(firstTime + hour)
  const changed = orders(1, (number) => number % 3 === 0)
  yield* store.commitPage(
    live,
    pageOf(shop, changed, firstTime + hour, {
      unreadable,
      cursor: "page 2",
      progress: { since: firstTime - 24 * hour, settled: firstTime, until: null }
    })
  )
  yield* TestClock.setTime(firstTime + 2 * hour)
  const listed = orders(2, (number) => number % 6 === 0, "order.list")
  yield* store.commitPage(
    live,
    pageOf(shop, listed, firstTime + 2 * hour, {
      operation: "order.list",
      carries: carried.list,
      meetsWants: false,
      wants: listed.map(({ orderId }) => ({ orderId, at: firstTime + 2 * hour }))
    })
  )
  const [wanted, gone] = listed
  for (const [order, reason] of [
    [wanted, "PermissionDenied"],
    [gone, "NotFound"]
  ] as const) {
    if (order === undefined) continue
    const tried = firstTime + 3 * hour
    yield* store.park(live, {
      orderId: order.orderId,
      reason,
      askedAt: tried,
      nextTry: tried + 24 * hour,
      enoughAfter: 0
    })
  }
  yield* store.receive(
    name,
    changed.slice(0, 5).map(({ orderId }, index) => ({ id: `message ${index}`, type: "order.changed", orderId })),
    [],
    { at: firstTime + hour, isMachineTime: false }
  )
  yield* store.noteState(live, {
    authorisation: shop.platform === "doudian" ? "dead" : "ok",
    authorisationEnds: firstTime + 30 * 24 * hour,
    error: shop.platform === "doudian" ? "Authentication" : null,
    errorMessage: shop.platform === "doudian" ? "the token is refused" : null,
    errorAt: shop.platform === "doudian" ? firstTime : null,
    failures: shop.platform === "doudian" ? 3 : 0,
    answeredAt: firstTime
  })
  const [revealed, , forgotten] = orders(0, (number) => number % 5 === 0)
  if (revealed !== undefined) {
    yield* store.privacy.reveal(name, revealed.orderId, "a test", {
      decrypt: (ciphers) =>
        Effect.succeed({
          orders: ciphers.map((order) =>
            order.recipient === null
              ? order
              : { ...order, recipient: { ...order.recipient, name: plainText("测试收件人") } }
          ),
          failures: []
        })
    })
  }
  if (forgotten !== undefined) yield* store.privacy.forget(name, forgotten.orderId, "a test")
})

/** What has no door yet, or is written by other parts of the program. */
const otherRows = [
  "INSERT OR IGNORE INTO settings (name, value) VALUES ('day_zone', 'Asia/Shanghai')",
  `INSERT OR IGNORE INTO shop_rules (shop, clock_margin, replica_lag, reread_open, reread_closed, keep_closed)
    SELECT id, 3000, 60000, 900000, 86400000, 2592000000 FROM shops`,
  "INSERT OR IGNORE INTO covered (shop, since, until) SELECT id, 1760000000000, 1761000000000 FROM shops",
  `INSERT OR IGNORE INTO jobs (shop, kind, who, state, since, until, repairs, settled, started, ended, message, result)
    SELECT id, 'reconcile', 'a test', 'done', 1774000000000, 1774100000000, 1, 1774100000000, ${firstTime},
      ${firstTime + minute}, NULL, '{"compared":3}' FROM shops`,
  `INSERT OR IGNORE INTO forgotten (shop, order_id, at) SELECT id, 'never read', ${firstTime} FROM shops`,
  `INSERT OR IGNORE INTO heads (endpoint, order_id, next, last, due, attempts, state)
    SELECT 'erp', id, version, version, ${firstTime}, 1, 'waiting' FROM orders WHERE id % 10 = 0`
]

/** Fills an empty store, which was opened for writing with `firstKey` and keeps raw answers. */
export const fillFirstStore = Effect.gen(function* () {
  yield* Effect.forEach(shops, fillShop, { discard: true })
  const sql = yield* SqlClient.SqlClient
  yield* Effect.forEach(otherRows, (statement) => sql.unsafe(statement), { discard: true })
})
