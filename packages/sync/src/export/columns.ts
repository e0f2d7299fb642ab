/** The columns of tables of orders, one row for each order or for each of its lines. */
import { isJsonArray, isJsonObject, type Json, type Label, type OrderField, valueLabels } from "@huidan/core"

/** What a column holds. Of a list it holds all entries as one text. */
type ColumnKind = "id" | "text" | "word" | "money" | "count" | "time"

export interface ExportColumn {
  readonly field: OrderField
  readonly kind: ColumnKind
  /** The names of the words, for a column of words. */
  readonly words: Readonly<Record<string, Label>>
}

/** What a row stands for. */
export type RowsPer = "order" | "line"

const columns = (kind: ColumnKind, ...fields: ReadonlyArray<OrderField>): ReadonlyArray<ExportColumn> =>
  fields.map((field) => ({ field, kind, words: {} }))

const words = (field: OrderField, labels: Readonly<Record<string, Label>>): ExportColumn => ({
  field,
  kind: "word",
  words: labels
})

const identity: ReadonlyArray<ExportColumn> = [
  ...columns("text", "/platform"),
  ...columns("id", "/shop/id"),
  ...columns("text", "/shop/name"),
  ...columns("id", "/orderId"),
  words("/kind", valueLabels.OrderKind),
  words("/status/trade", valueLabels.TradeState),
  words("/status/payment", valueLabels.PaymentState),
  words("/status/fulfilment", valueLabels.FulfilmentState),
  words("/status/afterSale", valueLabels.AfterSaleState),
  ...columns("time", "/times/created", "/times/paid")
]

const buyer: ReadonlyArray<ExportColumn> = [
  ...columns("id", "/buyer/id"),
  ...columns("text", "/buyer/name", "/buyer/phones/*", "/recipient/name", "/recipient/phone"),
  ...columns("text", "/recipient/province", "/recipient/city", "/recipient/district", "/recipient/street"),
  ...columns("text", "/recipient/detail")
]

const ofOrders: ReadonlyArray<ExportColumn> = [
  ...identity,
  words("/status/settlement", valueLabels.SettlementState),
  words("/status/closeReason", valueLabels.CloseReason),
  ...columns("text", "/status/closeNote", "/status/label"),
  ...columns("time", "/times/shipped", "/times/delivered", "/times/completed", "/times/closed", "/times/settled"),
  ...columns("time", "/times/updated"),
  ...columns("text", "/amounts/currency"),
  ...columns("money", "/amounts/goods", "/amounts/freight", "/amounts/charges", "/amounts/discount"),
  ...columns("money", "/amounts/adjustment", "/amounts/payable", "/amounts/paid", "/amounts/refunded"),
  words("/payment/method", valueLabels.PaymentMethod),
  ...columns("id", "/payment/transactionId", "/payment/merchantOrderId"),
  ...columns("text", "/lines/*/title"),
  ...buyer,
  words("/delivery/method", valueLabels.DeliveryMethod),
  ...columns("time", "/delivery/shipBy"),
  ...columns("text", "/delivery/shipments/*/carrierName"),
  ...columns("id", "/delivery/shipments/*/trackingNumber"),
  ...columns("text", "/notes/buyer", "/notes/seller", "/notes/flag", "/tags/*", "/channel/name", "/channel/creatorName")
]

/** The amounts of the order are left out: they would be in several rows, and a sum would count them several times. */
const ofLines: ReadonlyArray<ExportColumn> = [
  ...identity,
  ...columns("id", "/lines/*/lineId", "/lines/*/productId", "/lines/*/skuId"),
  ...columns("id", "/lines/*/externalProductId", "/lines/*/externalSkuId"),
  ...columns("text", "/lines/*/title", "/lines/*/specs/*/value"),
  words("/lines/*/type", valueLabels.LineType),
  words("/lines/*/role", valueLabels.LineRole),
  ...columns("count", "/lines/*/quantity"),
  ...columns("text", "/amounts/currency"),
  ...columns("money", "/lines/*/unitPrice", "/lines/*/total", "/lines/*/discount", "/lines/*/paid"),
  ...columns("money", "/lines/*/refunded"),
  words("/lines/*/fulfilment", valueLabels.FulfilmentState),
  words("/lines/*/afterSale", valueLabels.AfterSaleState),
  ...buyer
]

export const columnsOf = (rowsPer: RowsPer): ReadonlyArray<ExportColumn> => (rowsPer === "order" ? ofOrders : ofLines)

/** What a row stands for: an order, and one of its lines if rows stand for lines. */
export interface RowSource {
  readonly order: Json
  /** `null`: the order has no lines. */
  readonly line: Json
  readonly rowsPer: RowsPer
}

const linePrefix = "/lines/*"

/** The rows of an order. An order without lines has one row. */
export const rowsOf = (order: Json, rowsPer: RowsPer): ReadonlyArray<RowSource> => {
  const lines = isJsonObject(order) ? (order["lines"] ?? null) : null
  if (rowsPer === "order" || lines === null || !isJsonArray(lines) || lines.length === 0) {
    return [{ order, line: null, rowsPer }]
  }
  return lines.map((line) => ({ order, line, rowsPer }))
}

/** The values of a field: none or one, or those of all entries of a list. */
export const valuesOf = ({ line, order, rowsPer }: RowSource, field: OrderField): ReadonlyArray<Json> =>
  rowsPer === "line" && field.startsWith(`${linePrefix}/`)
    ? valuesAt(line, namesOf(field.slice(linePrefix.length)))
    : valuesAt(order, namesOf(field))

/** A value as text. A private text is shown as far as the export may show it. */
export const shownValue = (value: Json): string => {
  if (typeof value === "string") return value
  if (isJsonObject(value)) return shownValue(value[value["state"] === "encrypted" ? "masked" : "value"] ?? null)
  return value === null ? "" : String(value)
}

const namesOf = (field: string): ReadonlyArray<string> => field.split("/").slice(1)

const valuesAt = (value: Json, [name, ...rest]: ReadonlyArray<string>): ReadonlyArray<Json> => {
  if (name === undefined) return value === null ? [] : [value]
  if (name === "*") return isJsonArray(value) ? value.flatMap((entry) => valuesAt(entry, rest)) : []
  return isJsonObject(value) ? valuesAt(value[name] ?? null, rest) : []
}
