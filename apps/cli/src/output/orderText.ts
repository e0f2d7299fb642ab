/** One order for a person to read. What the platform does not report is left out. */
import { type OrderJson, visibleText } from "@huidan/core"
import { amountText } from "./amountText.ts"
import { privateText } from "./privateText.ts"
import { type Cells, type Column, columnWidths, tableLines } from "./table.ts"
import { timeText } from "./timeText.ts"

/**
 * The lines of an encoded order. Private text appears as `encode` shows it. With `width`, in columns of the terminal, titles are
 * cut so that the table of the order's lines fits.
 */
export const orderText = (order: OrderJson, width: number | null = null): ReadonlyArray<string> => {
  const money = (amount: number | null) => amountText(amount, order.amounts.currency)
  return [
    `Order ${visibleText(order.orderId)} of ${order.platform}, shop ${joined([order.shop.id, order.shop.name])}`,
    ...block("", pairs(summary(order))),
    ...block("Lines", lineTable(order, money, width)),
    ...block(`Amounts (${order.amounts.currency})`, pairs(amounts(order, money))),
    ...block(
      "Discounts",
      order.discounts.map(({ kind, name, amount, points, bearer }) =>
        joined([
          kind,
          name,
          money(amount),
          points === null ? null : `${points} points`,
          bearer === null ? null : `borne by ${bearer}`
        ])
      )
    ),
    ...block(
      "Phases",
      order.phases.map((phase) =>
        joined([
          `${phase.index ?? "-"} of ${phase.of ?? "-"}`,
          `payable ${money(phase.payable)}`,
          `paid ${money(phase.paid)}`,
          time("on", phase.paidAt)
        ])
      )
    ),
    ...block(
      "Shipments",
      order.delivery.shipments.map((shipment) =>
        joined([
          shipment.carrierName ?? shipment.carrierCode,
          shipment.trackingNumber,
          time("shipped", shipment.shippedAt),
          time("delivered", shipment.deliveredAt)
        ])
      )
    ),
    ...block(
      "Vouchers",
      order.vouchers.map((voucher) =>
        joined([
          voucher.kind,
          privateText(voucher.code),
          voucher.status,
          voucher.remaining === null ? null : `${voucher.remaining} of ${voucher.total ?? "-"} left`
        ])
      )
    ),
    ...block(
      "Refunds",
      order.refunds.map((refund) =>
        joined([
          refund.status,
          money(refund.amount),
          refund.reason,
          time("requested", refund.requestedAt),
          time("refunded", refund.refundedAt)
        ])
      )
    ),
    ...block(
      "Commissions",
      order.commissions.map((commission) =>
        joined([commission.role, commission.userId, privateText(commission.name), money(commission.amount)])
      )
    ),
    ...block(
      "People",
      [...order.parties, ...order.participants].map((person) =>
        joined([person.role, person.id, privateText(person.name), privateText(person.phone)])
      )
    ),
    ...block(
      "References",
      order.references.map(({ kind, value, relation }) => joined([kind, value, relation]))
    ),
    ...block(
      "Warnings",
      order.warnings.map(({ code, path, message }) => joined([code, path, message]))
    )
  ]
}

type Pair = readonly [label: string, value: string | null]

const summary = (order: OrderJson): ReadonlyArray<Pair> => {
  const { status, times, buyer, recipient, payment, delivery, channel, notes } = order
  return [
    ["Key", order.key],
    ["Kind", order.kind],
    ["State", status.label],
    ["Trade", joined([status.trade, status.closeReason, status.closeNote])],
    [
      "Payment",
      joined([status.payment, payment.method, time("on", payment.paidAt ?? times.paid), payment.transactionId])
    ],
    ["Fulfilment", joined([status.fulfilment, delivery.method, time("ship by", delivery.shipBy)])],
    ["After-sale", status.afterSale],
    ["Settlement", joined([status.settlement, time("on", times.settled)])],
    ["Created", time("", times.created)],
    ["Updated", time("", times.updated)],
    ["Completed", time("", times.completed)],
    ["Closed", time("", times.closed)],
    ["Buyer", joined([buyer.id, privateText(buyer.name), ...buyer.phones.map(privateText)])],
    ["Recipient", recipient === null ? null : recipientText(recipient)],
    [
      "Pick-up",
      delivery.pickup === null
        ? null
        : joined([
            delivery.pickup.place,
            delivery.pickup.address,
            privateText(delivery.pickup.code),
            privateText(delivery.pickup.contactName),
            privateText(delivery.pickup.contactPhone)
          ])
    ],
    [
      "Gift",
      order.gift === null
        ? null
        : joined([order.gift.batchId, `${order.gift.claimed ?? "-"} of ${order.gift.total ?? "-"} claimed`])
    ],
    [
      "Invoice",
      order.invoice === null ? null : joined([privateText(order.invoice.title), privateText(order.invoice.taxNumber)])
    ],
    ["Channel", joined([channel.name ?? channel.code, channel.creatorName])],
    ["Buyer's note", privateText(notes.buyer)],
    ["Seller's note", privateText(notes.seller)],
    ["Tags", order.tags.join(", ")],
    ["Read by", joined([order.source.operation, `${order.source.adapter} ${order.source.adapterVersion}`])]
  ]
}

const recipientText = (recipient: NonNullable<OrderJson["recipient"]>): string =>
  joined([
    privateText(recipient.name),
    privateText(recipient.phone),
    recipient.province,
    recipient.city,
    recipient.district,
    recipient.street,
    privateText(recipient.detail)
  ])

type Money = (amount: number | null) => string

const amounts = ({ amounts }: OrderJson, money: Money): ReadonlyArray<Pair> =>
  (
    [
      ["Goods", amounts.goods],
      ["Freight", amounts.freight],
      ["Charges", amounts.charges],
      ["Discount", amounts.discount],
      ["Adjustment", amounts.adjustment],
      ["Payable", amounts.payable],
      ["Paid", amounts.paid],
      ["Refunded", amounts.refunded]
    ] as const
  ).map(([label, amount]) => [label, amount === null ? null : money(amount)])

const lineColumns: ReadonlyArray<Column> = [
  { title: "Title", maximum: 40 },
  { title: "Specs", maximum: 24 },
  { title: "Quantity", align: "right" },
  { title: "Unit price", align: "right" },
  { title: "Total", align: "right" },
  { title: "Paid", align: "right" },
  { title: "State" }
]

const lineTable = (order: OrderJson, money: Money, width: number | null): ReadonlyArray<string> => {
  const rows = order.lines.map((line) => [
    visibleText(line.title ?? line.productId ?? "-"),
    visibleText(line.specs.map(({ name, value }) => (name === null ? value : `${name} ${value}`)).join(", ")),
    String(line.quantity ?? "-"),
    money(line.unitPrice),
    money(line.total),
    money(line.paid),
    joined([line.fulfilment, line.afterSale === "none" ? null : line.afterSale])
  ])
  if (rows.length === 0) return []
  return width === null ? tableLines(lineColumns, rows) : narrowLineTable(rows, width - indent)
}

const indent = 2
const gap = 2

/** Titles and specs share what the other columns leave; where that is too little for both, specs are left out. */
const narrowLineTable = (rows: ReadonlyArray<Cells>, width: number): ReadonlyArray<string> => {
  const [title, specs, ...others] = lineColumns
  const taken = columnWidths(
    others,
    rows.map((cells) => cells.slice(2))
  ).reduce((sum, column) => sum + column + gap, 0)
  const room = width - taken
  if (title === undefined || specs === undefined) return []
  if (room < leastRoom) {
    return tableLines(
      [{ ...title, maximum: Math.max(1, room) }, ...others],
      rows.map(([first = "", , ...cells]) => [first, ...cells])
    )
  }
  const titleRoom = Math.ceil((room - gap) / 2)
  return tableLines([{ ...title, maximum: titleRoom }, { ...specs, maximum: room - gap - titleRoom }, ...others], rows)
}

/** For a title and specs. */
const leastRoom = 22

const time = (label: string, instant: string | null): string | null =>
  instant === null ? null : `${label} ${timeText(instant)}`.trim()

const joined = (parts: ReadonlyArray<string | null>): string =>
  parts.flatMap((part) => (part === null || part === "" ? [] : [visibleText(part)])).join(" · ")

const pairs = (all: ReadonlyArray<Pair>): ReadonlyArray<string> => {
  const known = all.flatMap(([label, value]) => (value === null || value === "" ? [] : [[label, visibleText(value)]]))
  return known.map(([label = "", value = ""]) => `${label.padEnd(labelWidth)}${value}`)
}

const labelWidth = 15

const block = (title: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : ["", ...(title === "" ? lines : [title, ...lines.map((line) => `  ${line}`)])]
