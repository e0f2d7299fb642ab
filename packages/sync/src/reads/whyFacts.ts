/** What the store knows of an order that somebody misses. */
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { decrypt, type MasterKey } from "../privacy/encryption.ts"
import { readDataKey } from "../privacy/StoredText.ts"
import type { ShopName } from "../store/lanes.ts"
import { type ReadPeriod, readPeriods } from "../store/periods.ts"
import { idsOfShops } from "./OrderFilter.ts"
import { type Door, type NoDoor, type Why, whyOf } from "./why.ts"
import { emptyWhyDetails } from "./whyDetails.ts"

/** How many shops give an answer if the order is in none, and how many unreadable rows of each shop are looked through. */
export const mostShops = 200
const mostUnreadable = 500

/** The order that is missed. */
export interface WhyQuestion {
  readonly platform: string
  /** Any number of the order. */
  readonly number: string
  /** Only this shop; all shops of the platform if left out. */
  readonly shopId?: string
  /** Only these shops, as if the store had no others; all shops if left out. */
  readonly shops?: ReadonlyArray<ShopName>
  /** When the order was created, in Unix milliseconds, if that is known: it makes the answer certain. */
  readonly created?: number
  /** In Unix milliseconds by the platform's clock. */
  readonly now: number
  /** The door of a shop, or why it has none. */
  readonly doorOf: (shop: ShopName) => Door | NoDoor
}

interface ShopRow extends ShopName {
  readonly shop: number
  readonly orderId: string | null
  readonly authorisation: string | null
  readonly errorMessage: string | null
  readonly wanted: number | null
  readonly due: number | null
  readonly parked: string | null
  readonly version: number | null
  readonly gone: number | null
  readonly ended: string | null
  readonly quarantined: number
}

/**
 * The answers: of the shops that know the number if there are any, else of each shop of the platform, at most `mostShops`.
 * Unreadable rows are looked through for the number if there is a master key; nothing of them is given away.
 */
export const readWhy = Effect.fnUntraced(function* (
  sql: SqlClient,
  question: WhyQuestion,
  master: MasterKey | null
): Effect.fn.Return<ReadonlyArray<Why>, SqlError> {
  const number = question.number.toWellFormed()
  const shops = yield* readShopsOf(sql, { ...question, number })
  if (shops.length === 0) return [noShop(question.platform)]
  const knowing = shops.filter(({ version, wanted }) => version !== null || wanted !== null)
  const asked = knowing.length > 0 ? knowing : shops.slice(0, mostShops)
  return yield* Effect.forEach(asked, (row) =>
    Effect.gen(function* () {
      const shop = { platform: row.platform, shopId: row.shopId }
      const isQuarantined =
        row.version !== null || row.quarantined === 0 ? false : yield* isInQuarantine(sql, row.shop, number, master)
      return whyOf({
        shop,
        orderId: row.orderId,
        now: question.now,
        door: question.doorOf(shop),
        order: row.version === null ? null : { version: row.version, gone: row.gone, ended: endOf(row.ended) },
        want: row.wanted === null ? null : { at: row.wanted, due: row.due ?? row.wanted, parked: row.parked },
        authorisation: row.authorisation === "dead" ? "dead" : "ok",
        errorMessage: row.errorMessage,
        quarantined: row.quarantined,
        isQuarantined,
        read: row.version === null ? yield* readPeriods(sql, row.shop) : [],
        unread: row.version === null ? yield* unreadPeriod(sql, row.shop) : null,
        created: question.created ?? null
      })
    })
  )
})

/** The order by its own number, or by another one of those that are stored. */
const readShopsOf = (
  sql: SqlClient,
  { number, platform, shopId, shops }: WhyQuestion
): Effect.Effect<ReadonlyArray<ShopRow>, SqlError> =>
  sql<ShopRow>`
    SELECT s.id AS shop, s.platform, s.shop_id AS "shopId", t.authorisation, t.error_message AS "errorMessage",
      coalesce(o.order_id, w.order_id) AS "orderId", w.wanted, w.due, w.parked, o.version, o.gone, k.ended,
      (SELECT count(*) FROM (SELECT 1 FROM quarantine WHERE shop = s.id LIMIT ${mostUnreadable}) AS each) AS quarantined
    FROM shops s LEFT JOIN shop_states t ON t.shop = s.id
      LEFT JOIN orders o ON o.id = coalesce(
        (SELECT id FROM orders WHERE shop = s.id AND order_id = ${number}),
        (SELECT m.id FROM ids i CROSS JOIN orders m WHERE i.value = ${number} AND m.id = i.order_id AND m.shop = s.id
          LIMIT 1))
      LEFT JOIN wants w ON w.shop = s.id AND w.order_id = coalesce(o.order_id, ${number})
      LEFT JOIN keys k ON k.order_id = o.id
    WHERE s.platform = ${platform} ${shopId === undefined ? sql.literal("") : sql`AND s.shop_id = ${shopId}`}
      ${shops === undefined ? sql.literal("") : sql`AND s.id IN (${idsOfShops(sql, shops)})`}
    ORDER BY s.shop_id`

const endOf = (ended: string | null) => (ended === "forgotten" || ended === "expired" ? ended : null)

/** What an unfinished backfill is still to read. */
const unreadPeriod = (sql: SqlClient, shop: number): Effect.Effect<ReadPeriod | null, SqlError> =>
  Effect.map(
    sql<ReadPeriod>`
      SELECT settled AS since, until FROM cursors
      WHERE shop = ${shop} AND lane = 'backfill' AND until IS NOT NULL AND settled < until`,
    ([row]) => row ?? null
  )

/** `null` if that is not known, because a row cannot be read: there is no master key, or the row was not kept. */
const isInQuarantine = (
  sql: SqlClient,
  shop: number,
  number: string,
  master: MasterKey | null
): Effect.Effect<boolean | null, SqlError> =>
  master === null
    ? Effect.succeed(null)
    : Effect.map(
        sql<{ fingerprint: string; sealed: string | null; wrapped: string | null; master: string | null }>`
          SELECT fingerprint, sealed, wrapped, master FROM quarantine WHERE shop = ${shop}
          ORDER BY first_seen DESC, fingerprint DESC LIMIT ${mostUnreadable}`,
        (rows) => {
          const found = rows.map(({ fingerprint, sealed, ...wrapped }) => {
            const key = readDataKey(wrapped, master, fingerprint)
            const content = key === null || sealed === null ? null : decrypt(key, `row ${fingerprint}`, sealed)
            return content === null ? null : has(parsed(content), number)
          })
          if (found.includes(true)) return true
          return found.includes(null) || rows.length === mostUnreadable ? null : false
        }
      )

/** Whether a field that is a number of an order has it. Other fields can have the same text: a telephone number, a price. */
const has = (value: Json, number: string): boolean => {
  if (isJsonArray(value)) return value.some((each) => has(each, number))
  if (!isJsonObject(value)) return false
  return Object.entries(value).some(
    ([name, each]) =>
      (isOrderNumber(name) && (isJsonArray(each) ? each : [each]).some(isText(number))) || has(each, number)
  )
}

const isText = (text: string) => (value: Json) =>
  (typeof value === "string" || typeof value === "number") && String(value) === text

/** By the names of the platforms' fields: `order_id`, `outOrderNo`, `transaction_id`, `tracking_no`, `aftersale_id`. */
const isOrderNumber = (field: string): boolean => {
  const name = field.replaceAll("_", "").toLowerCase()
  return !/phone|mobile|tel(no|number)/.test(name) && orderNumbers.test(name)
}

const orderNumbers =
  /^(id|tid|oid|pid)$|(order|trade|trans|transaction|pay|payment|refund|aftersale|tracking|delivery|waybill|express|logistics|sku)(ids?|nos?|sn|numbers?|codes?)$/

const parsed = (content: Uint8Array): Json => {
  try {
    return JSON.parse(Buffer.from(content).toString("utf8")) as Json
  } catch {
    return null
  }
}

const noShop = (platform: string): Why => ({
  shop: null,
  orderId: null,
  reason: "noShop",
  isCertain: true,
  message: `The store has no shop of ${platform}.`,
  action: "configure the shop",
  advice: "Configure the shop, and let its first sync run.",
  details: emptyWhyDetails
})
