/**
 * The canonical order, contract `huidan/order@1`: one shape for an order from any platform.
 *
 * - Ids are text, exact to the last digit. Amounts are whole minor units (CNY: fen). Times are instants in UTC.
 * - What the platform does not state is `null` (lists: `[]`), and the key is present. Nothing is guessed.
 * - States are independent axes; `null` means that the operation does not report the axis.
 */
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { Delivery, Gift, Voucher } from "./OrderDelivery.ts"
import { Channel, OrderLine } from "./OrderLine.ts"
import { Amounts, Commission, Discount, Fee, Payment, PaymentPhase, Refund } from "./OrderMoney.ts"
import { Buyer, Invoice, Participant, Party, Recipient } from "./OrderPeople.ts"
import * as Vocabulary from "./OrderVocabulary.ts"
import { listOf, orDefault, orNull } from "./optionalField.ts"
import { Instant, Text } from "./orderField.ts"
import { PrivateText } from "./PrivateText.ts"

/** The name and version of the order format. A change that breaks readers gets a new number. */
export const orderContract = "huidan/order@1"

/** The shop that sold the order. */
export const OrderShop = Schema.Struct({
  /** The platform's id of the shop; `-` only if neither the answer nor the configuration states it. */
  id: Text,
  name: orNull(Text)
}).annotate({ identifier: "Shop" })

/**
 * The state of an order: independent axes. `null`: the operation does not report the axis. `unknown`: the adapter does
 * not know the code; an `unknown_code` warning names it.
 */
export const OrderStatus = Schema.Struct({
  trade: orNull(Vocabulary.TradeState),
  payment: orNull(Vocabulary.PaymentState),
  fulfilment: orNull(Vocabulary.FulfilmentState),
  afterSale: orNull(Vocabulary.AfterSaleState),
  settlement: orNull(Vocabulary.SettlementState),
  /** `null` unless `trade` is `closed`. */
  closeReason: orNull(Vocabulary.CloseReason),
  /** The platform's words for the reason. */
  closeNote: orNull(Text),
  /** The platform's words for the state. */
  label: orNull(Text),
  /** Every code that an axis was derived from, as text, by the name of its field. */
  raw: orDefault(Schema.Record(Text, Text), {})
}).annotate({ identifier: "OrderStatus" })
/** The state of an order: independent axes. */
export interface OrderStatus extends Schema.Schema.Type<typeof OrderStatus> {}

/** When things happened to an order, in UTC. `null`: it has not happened, or the platform does not state it. */
export const OrderTimes = Schema.Struct({
  created: orNull(Instant),
  updated: orNull(Instant),
  paid: orNull(Instant),
  shipped: orNull(Instant),
  delivered: orNull(Instant),
  completed: orNull(Instant),
  closed: orNull(Instant),
  settled: orNull(Instant),
  /** When the platform will settle the order, as it states in advance. */
  settlementExpected: orNull(Instant),
  /** When an unpaid order expires. */
  expires: orNull(Instant),
  /** When the platform confirms the receipt by itself. */
  autoConfirm: orNull(Instant)
}).annotate({ identifier: "OrderTimes" })
/** When things happened to an order, in UTC. `null`: it has not happened, or the platform does not state it. */
export interface OrderTimes extends Schema.Schema.Type<typeof OrderTimes> {}

/** What people wrote about an order. */
export const OrderNotes = Schema.Struct({
  /** The buyer's words to the shop. */
  buyer: orNull(PrivateText),
  /** The shop's own words, often about the buyer. */
  seller: orNull(PrivateText),
  /** The mark that the shop gave the order, such as the colour of a flag. */
  flag: orNull(Text)
}).annotate({ identifier: "OrderNotes" })

/** A link to something else, by the id it has there. */
export const Reference = Schema.Struct({
  kind: Vocabulary.ReferenceKind,
  /** The id. */
  value: Text,
  /** The platform's words for how the two belong together. */
  relation: orNull(Text),
  /** The shop that the id belongs to, if it is another one. */
  shopId: orNull(Text)
}).annotate({ identifier: "Reference" })
/** A link to something else, by the id it has there. */
export interface Reference extends Schema.Schema.Type<typeof Reference> {}

/** A doubt about an order that does not make it wrong. */
export const Warning = Schema.Struct({
  code: Vocabulary.WarningCode,
  /** An RFC 6901 pointer into `source.raw`. */
  path: Text,
  /** What is doubtful, in a sentence. */
  message: Text
}).annotate({ identifier: "Warning" })
/** A doubt about an order that does not make it wrong. */
export interface Warning extends Schema.Schema.Type<typeof Warning> {}

/** Where an order comes from: the adapter, the operation and the answer. */
export const OrderSource = Schema.Struct({
  /** The name of the adapter's package. */
  adapter: Text,
  adapterVersion: Text,
  /** The platform operation, `order.detail@2.0`. */
  operation: Text,
  /**
   * When the request was sent that this answer is the answer to, by the platform's clock (this machine's while no answer
   * has stated the platform's time); `null` for an answer that was only decoded. Of two answers of one operation the one
   * that was asked for later is newer: the platform wrote it after this moment.
   */
  askedAt: orNull(Instant),
  /** When the answer arrived; `null` for an answer that was only decoded. */
  fetchedAt: orNull(Instant),
  /** The answer (for lists: the row of this order), private as a whole; `null` if it was left out. */
  // `null` comes first: it is valid JSON too, but here it means that the answer was left out.
  raw: orDefault(Schema.Union([Schema.Null, Schema.RedactedFromValue(Schema.Json)]), null),
  /**
   * Pointers of the numbers in `raw` that are kept as text because a double would change them; private like `raw`, since
   * pointers consist of the answer's keys.
   */
  rawNumbers: orDefault(Schema.RedactedFromValue(Schema.Array(Text)), Redacted.make<ReadonlyArray<string>>([]))
}).annotate({ identifier: "OrderSource" })
/** Where an order comes from: the adapter, the operation and the answer. */
export interface OrderSource extends Schema.Schema.Type<typeof OrderSource> {}

/**
 * The canonical order.
 *
 * `Order.make` fills what is left out with `null`, `[]` or an empty block. It throws if a value is not valid;
 * `Order.makeOption` does not.
 *
 * ```ts
 * import { Order, orderKey } from "@huidan/core"
 *
 * const order = Order.make({
 *   key: orderKey("xiaoe", "app1", "o_1"),
 *   platform: "xiaoe",
 *   orderId: "o_1",
 *   shop: { id: "app1" },
 *   amounts: { payable: 1999 },
 *   source: { adapter: "@huidan/adapter-xiaoe", adapterVersion: "0.1.0", operation: "order.detail@2.0" }
 * })
 * order.amounts.payable // => 1999
 * order.amounts.paid // => null
 * order.lines // => []
 * ```
 */
export const Order = Schema.Struct({
  /** The format of this order. */
  contract: orDefault(Schema.Literal(orderContract), orderContract),
  /** See `orderKey`. */
  key: Text,
  /** The platform's short name, `xiaoe`. */
  platform: Text,
  /** The platform's order number, exact to the last digit. */
  orderId: Schema.NonEmptyString,
  shop: OrderShop,
  kind: orDefault(Vocabulary.OrderKind, "unknown"),
  status: orDefault(OrderStatus, {}),
  amounts: orDefault(Amounts, {}),
  /** The discounts one by one. */
  discounts: listOf(Discount),
  fees: listOf(Fee),
  lines: listOf(OrderLine),
  buyer: orDefault(Buyer, {}),
  /** `null` if the platform states none. */
  recipient: orNull(Recipient),
  parties: listOf(Party),
  participants: listOf(Participant),
  delivery: orDefault(Delivery, {}),
  vouchers: listOf(Voucher),
  /** `null` unless the platform states a gift. */
  gift: orNull(Gift),
  payment: orDefault(Payment, {}),
  /** The instalments of a presale. */
  phases: listOf(PaymentPhase),
  refunds: listOf(Refund),
  commissions: listOf(Commission),
  channel: orDefault(Channel, {}),
  /** `null` if the platform states none. */
  invoice: orNull(Invoice),
  notes: orDefault(OrderNotes, {}),
  /** The shop's or the platform's labels. */
  tags: listOf(Text),
  times: orDefault(OrderTimes, {}),
  references: listOf(Reference),
  /** Doubts that do not make the order wrong. */
  warnings: listOf(Warning),
  source: OrderSource
}).annotate({ identifier: "Order", title: "Huidan canonical order", description: orderContract })

/** The canonical order in memory: instants are `DateTime.Utc`, plain private text is `Redacted`. */
export interface Order extends Schema.Schema.Type<typeof Order> {}

/** An order as JSON, as `OrderAdapter.encode` gives it and the JSON Schema describes it. */
export interface OrderJson extends Schema.Codec.Encoded<typeof Order> {}

/** The platform's order number, as text. */
export type OrderId = string

/**
 * The key of an order: `platform/shop id/order id`, each part percent-encoded. One order has one key, whichever
 * operation read it.
 *
 * ```ts
 * import { orderKey } from "@huidan/core"
 *
 * orderKey("doudian", "2726558", "4951808855195223263") // => "doudian/2726558/4951808855195223263"
 * orderKey("xiaoe", "a/b", "1") // => "xiaoe/a%2Fb/1"
 * ```
 */
export const orderKey = (platform: string, shopId: string, orderId: OrderId): string =>
  [platform, shopId, orderId].map((part) => encodeURIComponent(part.toWellFormed())).join("/")
