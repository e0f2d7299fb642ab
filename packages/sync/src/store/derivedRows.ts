/** The rows of tables that follow from an order alone. `check` computes them again. */
import type { Json } from "@huidan/core"
import { instantAt, listAt, textAt, wholeAt } from "./jsonAt.ts"
import type { Row } from "./rows.ts"

/** The columns of `orders` that an order states, in the sequence of their names. */
export const orderColumns = [
  "created",
  "updated",
  "paid_at",
  "trade",
  "payment",
  "fulfilment",
  "after_sale",
  "kind",
  "payable",
  "paid",
  "refunded",
  "currency",
  "title"
] as const

export const orderRow = (order: Json): Row => [
  instantAt(order, "times", "created") ?? 0,
  instantAt(order, "times", "updated"),
  instantAt(order, "times", "paid") ?? instantAt(order, "payment", "paidAt"),
  textAt(order, "status", "trade"),
  textAt(order, "status", "payment"),
  textAt(order, "status", "fulfilment"),
  textAt(order, "status", "afterSale"),
  textAt(order, "kind"),
  wholeAt(order, "amounts", "payable"),
  wholeAt(order, "amounts", "paid"),
  wholeAt(order, "amounts", "refunded"),
  textAt(order, "amounts", "currency") ?? "CNY",
  textAt(listAt(order, "lines")[0] ?? null, "title")
]

/** The columns of `lines`, without the order's id. */
export const lineColumns = [
  "n",
  "line_id",
  "product_id",
  "sku_id",
  "title",
  "quantity",
  "paid",
  "refunded",
  "fulfilment",
  "after_sale"
] as const

export const lineRows = (order: Json): ReadonlyArray<Row> =>
  listAt(order, "lines").map((line, n) => [
    n,
    textAt(line, "lineId"),
    textAt(line, "productId"),
    textAt(line, "skuId"),
    textAt(line, "title"),
    wholeAt(line, "quantity"),
    wholeAt(line, "paid"),
    wholeAt(line, "refunded"),
    textAt(line, "fulfilment"),
    textAt(line, "afterSale")
  ])

/** The columns of `ids`, without the order's id. */
export const idColumns = ["value", "kind"] as const

/** The numbers by which an order can be found, except private ones such as the codes of vouchers. */
export const idRows = (order: Json): ReadonlyArray<Row> =>
  distinct([
    ...found("order", textAt(order, "orderId")),
    ...found("transaction", textAt(order, "payment", "transactionId")),
    ...found("merchant_order", textAt(order, "payment", "merchantOrderId")),
    ...listAt(order, "phases").flatMap((phase) => found("transaction", textAt(phase, "transactionId"))),
    ...listAt(order, "delivery", "shipments").flatMap((shipment) =>
      found("waybill", textAt(shipment, "trackingNumber"))
    ),
    ...listAt(order, "refunds").flatMap((refund) => found("refund", textAt(refund, "id"))),
    ...listAt(order, "references").flatMap((reference) =>
      found(textAt(reference, "kind") ?? "other", textAt(reference, "value"))
    )
  ])

const found = (kind: string, value: string | null): ReadonlyArray<Row> =>
  value === null || value === "" ? [] : [[value, kind]]

/** The columns of `search`, without the order's id. */
export const bigramColumns = ["block", "bigram"] as const

/** How many orders a block of `search` has. */
export const ordersOfBlock = 4096

/** The block of `search` that has the order with this number in the store. */
export const blockOf = (id: number): number => Math.floor(id / ordersOfBlock)

/** The pairs of neighbouring characters in the titles of an order. Private text is never searched. */
export const bigramRows = (order: Json, id: number): ReadonlyArray<Row> => {
  const block = blockOf(id)
  const pairs = new Set(listAt(order, "lines").flatMap((line) => bigramsOf(textAt(line, "title") ?? "")))
  return Array.from(pairs, (pair) => [block, pair])
}

/** The pairs of neighbouring characters in each word; letters are small. */
export const bigramsOf = (text: string): ReadonlyArray<string> =>
  text
    .toLowerCase()
    .split(/[\s\p{P}]+/u)
    .flatMap((word) => {
      const characters = Array.from(word)
      return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
    })

const distinct = (rows: ReadonlyArray<Row>): ReadonlyArray<Row> => [
  ...new Map(rows.map((row) => [JSON.stringify(row), row] as const)).values()
]
