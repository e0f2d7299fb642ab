/** Orders by a text. The text is never logged, and is not in a URL. */
import {
  isSearchable,
  type OrderFilter,
  type OrderRow,
  type SearchPage,
  type ShopName,
  type StoreService
} from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlError } from "effect/sql/SqlError"
import type { SearchKind } from "../../api/index.ts"
import { invalid, noKeyProblem, orStoreFailed } from "../failures.ts"
import { isSameShop, rowOf } from "../visible.ts"
import { numberOf } from "./cursors.ts"
import { readOn } from "./readOn.ts"

export interface Search {
  readonly by: SearchKind
  readonly text: Redacted.Redacted<string>
  readonly cursor: string | undefined
  readonly limit: number
}

/** The kinds of numbers that a search looks for; `null`: every kind. */
const numberKinds = { number: null, tracking: "waybill" } as const

export const searchOrders = Effect.fnUntraced(function* (
  store: StoreService,
  { by, cursor, limit, text }: Search,
  filter: OrderFilter
) {
  const plain = Redacted.value(text).normalize("NFKC").trim()
  const after = yield* numberOf(cursor)
  const isLimited = filter.shops !== undefined
  const pageBy = <E>(read: (after: number | null, size: number) => Effect.Effect<SearchPage, E | SqlError>) =>
    Effect.map(orStoreFailed(readOn({ read, placeOf: ({ id }) => id, after, size: limit, isLimited })), pageOf)
  if (by === "title" || by === "sku") {
    if (by === "title" && !isSearchable(plain)) {
      return yield* invalid(["payload", "text"], "a word of at least two characters")
    }
    const search = by === "title" ? store.search : store.searchSku
    return yield* pageBy((after, size) => search(plain, filter, after, size))
  }
  // Shops that the account does not see are left out by each search.
  const shops = shopsOf(filter)
  if (by === "name" || by === "phone") {
    const ofShops = shops === null ? filter : { ...filter, shops }
    const page = pageBy((after, size) => store.findByPrivate(Redacted.make(plain), ofShops, after, size))
    return yield* Effect.catchTag(page, "NoMasterKey", (error) => Effect.fail(noKeyProblem(error)))
  }
  const kind = numberKinds[by]
  const { cut, found } = yield* orStoreFailed(store.find(plain === "" ? [] : [plain], shops))
  const rows = found.filter((each) => kind === null || each.kind === kind).map(({ order }) => order)
  return given(rows, filter, cut.length > 0)
})

/** The shops of a filter; `null`: all. */
const shopsOf = ({ shop, shops }: OrderFilter): ReadonlyArray<ShopName> | null => {
  if (shop === undefined) return shops ?? null
  return shops === undefined ? [shop] : shops.filter((each) => isSameShop(each, shop))
}

const pageOf = ({ next, rows, scannedTo }: SearchPage) => ({
  rows: rows.map(rowOf),
  next: next === null ? null : String(next),
  isCut: false,
  isPartial: scannedTo !== null
})

const given = (rows: ReadonlyArray<OrderRow>, filter: OrderFilter, isCut: boolean) => ({
  rows: rows.filter((row) => matches(row, filter)).map(rowOf),
  next: null,
  isCut,
  isPartial: false
})

/** The filter on rows that were found otherwise; as the store applies it. */
const matches = (row: OrderRow, filter: OrderFilter): boolean =>
  (filter.platform === undefined || filter.platform === row.platform) &&
  (filter.shop === undefined || isSameShop(filter.shop, row)) &&
  (filter.shops === undefined || filter.shops.some((shop) => isSameShop(shop, row))) &&
  (["trade", "payment", "fulfilment", "afterSale", "kind"] as const).every(
    (state) => filter[state] === undefined || filter[state] === row[state]
  ) &&
  isBetween(row.created, filter.createdFrom, filter.createdTo) &&
  isBetween(row.paidAt, filter.paidFrom, filter.paidTo) &&
  isBetween(row.changed, filter.changedFrom, filter.changedTo)

const isBetween = (at: number | null, from: number | undefined, to: number | undefined): boolean =>
  (from === undefined || (at !== null && at >= from)) && (to === undefined || (at !== null && at < to))
