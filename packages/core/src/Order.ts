/**
 * The canonical order, contract `huidan/order@1`: one shape for an order from any platform.
 *
 * - Ids are text, exact to the last digit. Amounts are whole minor units. Times are instants.
 * - Absent is `null` (lists: `[]`) and the key is present: a guessed 0 would be a lie.
 * - States are independent axes; `null` means that the operation does not report the axis.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Delivery, Gift, Voucher } from "./OrderDelivery.ts"
import { Channel, OrderLine } from "./OrderLine.ts"
import { Amounts, Commission, Discount, Fee, Payment, PaymentPhase, Refund } from "./OrderMoney.ts"
import { Buyer, Invoice, Participant, Party, Recipient } from "./OrderPeople.ts"
import * as Vocabulary from "./OrderVocabulary.ts"
import { Instant, listOf, orNull, Text } from "./orderField.ts"

export const orderContract = "huidan/order@1"

const block = <S extends Schema.Top & Schema.WithoutConstructorDefault>(schema: S, empty: S["~type.make"]) =>
  schema.pipe(Schema.withConstructorDefault(Effect.succeed(empty)))

export const Shop = Schema.Struct({ id: Text, name: orNull(Text) }).annotate({ identifier: "Shop" })

/** `raw` holds, as text, every code that an axis was derived from. */
export const OrderStatus = Schema.Struct({
  trade: orNull(Vocabulary.TradeState),
  payment: orNull(Vocabulary.PaymentState),
  fulfilment: orNull(Vocabulary.FulfilmentState),
  afterSale: orNull(Vocabulary.AfterSaleState),
  settlement: orNull(Vocabulary.SettlementState),
  closeReason: orNull(Vocabulary.CloseReason),
  closeNote: orNull(Text),
  label: orNull(Text),
  raw: block(Schema.Record(Text, Text), {})
}).annotate({ identifier: "OrderStatus" })
export interface OrderStatus extends Schema.Schema.Type<typeof OrderStatus> {}

export const OrderTimes = Schema.Struct({
  created: orNull(Instant),
  updated: orNull(Instant),
  paid: orNull(Instant),
  shipped: orNull(Instant),
  delivered: orNull(Instant),
  completed: orNull(Instant),
  closed: orNull(Instant),
  settled: orNull(Instant),
  settlementExpected: orNull(Instant),
  expires: orNull(Instant),
  autoConfirm: orNull(Instant)
}).annotate({ identifier: "OrderTimes" })
export interface OrderTimes extends Schema.Schema.Type<typeof OrderTimes> {}

export const OrderNotes = Schema.Struct({ buyer: orNull(Text), seller: orNull(Text), flag: orNull(Text) }).annotate({
  identifier: "OrderNotes"
})

/** Another thing that this order is tied to, by the id it has there. */
export const Reference = Schema.Struct({
  kind: Vocabulary.ReferenceKind,
  value: Text,
  relation: orNull(Text),
  shopId: orNull(Text)
}).annotate({ identifier: "Reference" })
export interface Reference extends Schema.Schema.Type<typeof Reference> {}

/** A doubt about the order that does not make it wrong. `path` is an RFC 6901 pointer into `source.raw`. */
export const Warning = Schema.Struct({ code: Vocabulary.WarningCode, path: Text, message: Text }).annotate({
  identifier: "Warning"
})
export interface Warning extends Schema.Schema.Type<typeof Warning> {}

/**
 * Where the order comes from. `raw` is the answer (for lists: the row), private as a whole; numbers that a double
 * would change stand there as text and are listed, by pointer, in `rawNumbers`.
 */
export const OrderSource = Schema.Struct({
  adapter: Text,
  adapterVersion: Text,
  operation: Text,
  fetchedAt: orNull(Instant),
  // `null` first: it is JSON too, but here it means that the answer was left out.
  raw: Schema.Union([Schema.Null, Schema.RedactedFromValue(Schema.Json)]).pipe(
    Schema.withConstructorDefault(Effect.succeed(null))
  ),
  rawNumbers: listOf(Text)
}).annotate({ identifier: "OrderSource" })
export interface OrderSource extends Schema.Schema.Type<typeof OrderSource> {}

export const Order = Schema.Struct({
  contract: Schema.Literal(orderContract).pipe(Schema.withConstructorDefault(Effect.succeed(orderContract))),
  key: Text,
  platform: Text,
  orderId: Schema.NonEmptyString,
  shop: Shop,
  kind: block(Vocabulary.OrderKind, "unknown"),
  status: block(OrderStatus, {}),
  amounts: block(Amounts, {}),
  discounts: listOf(Discount),
  fees: listOf(Fee),
  lines: listOf(OrderLine),
  buyer: block(Buyer, {}),
  recipient: orNull(Recipient),
  parties: listOf(Party),
  participants: listOf(Participant),
  delivery: Delivery,
  vouchers: listOf(Voucher),
  gift: orNull(Gift),
  payment: block(Payment, {}),
  phases: listOf(PaymentPhase),
  refunds: listOf(Refund),
  commissions: listOf(Commission),
  channel: block(Channel, {}),
  invoice: orNull(Invoice),
  notes: block(OrderNotes, {}),
  tags: listOf(Text),
  times: block(OrderTimes, {}),
  references: listOf(Reference),
  warnings: listOf(Warning),
  source: OrderSource
}).annotate({ identifier: "Order", title: "Huidan canonical order", description: orderContract })

export interface Order extends Schema.Schema.Type<typeof Order> {}

/** What `encode` yields and the JSON Schema describes. */
export interface OrderJson extends Schema.Codec.Encoded<typeof Order> {}

export type OrderId = string

/** `platform/shop id/order id`, each part percent-encoded: one order has one key, whichever operation read it. */
export const orderKey = (platform: string, shopId: string, orderId: OrderId): string =>
  [platform, shopId, orderId].map((part) => encodeURIComponent(part.toWellFormed())).join("/")
