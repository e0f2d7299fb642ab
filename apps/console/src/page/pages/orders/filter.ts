/** The filters of the orders: as the address of the page has them, and as the API takes them. */
import { AfterSaleState, FulfilmentState, OrderKind, PaymentState, TradeState } from "@huidan/core"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { OrderRow } from "../../../api/orders.ts"
import { Day, Platform, ShopId } from "../../../api/values.ts"
import type { OrderQuery } from "../../api/queries.ts"
import { dayText, startOfDay } from "../../format/time.ts"

const fields = {
  platform: Platform,
  shopId: ShopId,
  trade: TradeState,
  payment: PaymentState,
  fulfilment: FulfilmentState,
  afterSale: AfterSaleState,
  kind: OrderKind,
  /** The first and the last day of creation, in Asia/Shanghai. */
  from: Day,
  to: Day,
  /** The first and the last day of payment. */
  paidFrom: Day,
  paidTo: Day,
  /** The first and the last day on which something was refunded. */
  refundedFrom: Day,
  refundedTo: Day
}

/** What the address of the page says; what is left out is not asked for. */
export type OrderSearch = {
  readonly [Name in keyof typeof fields]?: (typeof fields)[Name]["Type"]
}

const isDay = (text: string): boolean => !Number.isNaN(startOfDay(text)) && dayText(startOfDay(text)) === text

const readers = new Map(
  Object.entries(fields).map(([name, schema]) => {
    const read: (value: unknown) => Option.Option<string> = Schema.decodeUnknownOption<Schema.Codec<string>>(schema)
    return [name, schema === Day ? (value: unknown) => Option.filter(read(value), isDay) : read]
  })
)

/** The filters in an address. Parts that are not valid are left out: an address may come from anywhere. */
export const readOrderSearch = (search: { readonly [name: string]: unknown }): OrderSearch => {
  const found: { [name: string]: string } = {}
  for (const [name, read] of readers) {
    const value = Option.getOrUndefined(read(search[name]))
    if (value !== undefined) found[name] = value
  }
  if (found["platform"] === undefined) delete found["shopId"]
  return found
}

/** What the API is asked for. The last day counts whole. */
export const orderQueryOf = ({
  from,
  paidFrom,
  paidTo,
  refundedFrom,
  refundedTo,
  to,
  ...same
}: OrderSearch): OrderQuery => ({
  ...same,
  ...(from === undefined ? {} : { createdFrom: startOfDay(from) }),
  ...(to === undefined ? {} : { createdTo: startOfDay(to, 1) }),
  ...(paidFrom === undefined ? {} : { paidFrom: startOfDay(paidFrom) }),
  ...(paidTo === undefined ? {} : { paidTo: startOfDay(paidTo, 1) }),
  ...(refundedFrom === undefined ? {} : { refundedFrom: startOfDay(refundedFrom) }),
  ...(refundedTo === undefined ? {} : { refundedTo: startOfDay(refundedTo, 1) })
})

const isWithin = (time: number | null, from: number | undefined, to: number | undefined): boolean =>
  (from === undefined && to === undefined) ||
  (time !== null && time >= (from ?? Number.NEGATIVE_INFINITY) && time < (to ?? Number.POSITIVE_INFINITY))

/** Whether orders are asked for by when they were refunded, which a row does not say. */
export const asksForRefunds = ({ refundedFrom, refundedTo }: OrderQuery): boolean =>
  refundedFrom !== undefined || refundedTo !== undefined

/** Whether an order that changed belongs to what was asked for. */
export const isAskedFor = (row: OrderRow, query: OrderQuery): boolean =>
  (["platform", "shopId", "trade", "payment", "fulfilment", "afterSale", "kind"] as const).every(
    (name) => query[name] === undefined || query[name] === row[name]
  ) &&
  isWithin(row.created, query.createdFrom, query.createdTo) &&
  isWithin(row.paidAt, query.paidFrom, query.paidTo) &&
  isWithin(row.changed, query.changedFrom, query.changedTo)
