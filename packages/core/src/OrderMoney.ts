/** The parts of an order about money. All amounts are in minor units of `Amounts.currency` (CNY: fen). */
import * as Schema from "effect/Schema"
import { Currency, MinorUnits } from "./Money.ts"
import * as Vocabulary from "./OrderVocabulary.ts"
import { listOf, orDefault, orNull } from "./optionalField.ts"
import { Count, Instant, Text } from "./orderField.ts"
import { PrivateText } from "./PrivateText.ts"

/**
 * The amounts of an order, in minor units of `currency` (CNY: fen). `null`: the platform does not state the amount.
 *
 * `goods + freight + charges − discount + adjustment = payable`, if the platform states all of them. A difference is an
 * `amount_mismatch` warning; the platform's numbers stay.
 */
export const Amounts = Schema.Struct({
  currency: orDefault(Currency, "CNY"),
  /** The platform's goods total without freight, or the sum of the lines' `total`. */
  goods: orNull(MinorUnits),
  /** The shipping cost. */
  freight: orNull(MinorUnits),
  /** What is neither goods nor freight: tax, packing. */
  charges: orNull(MinorUnits),
  /** All discounts except those of kind `payment`. */
  discount: orNull(MinorUnits),
  /** A later change of the price; negative if it lowers the price. */
  adjustment: orNull(MinorUnits),
  /** What the buyer has to pay. */
  payable: orNull(MinorUnits),
  /** What was paid, before refunds and before discounts of kind `payment`. 0 while the order is unpaid. */
  paid: orNull(MinorUnits),
  /** What was refunded. */
  refunded: orNull(MinorUnits)
}).annotate({ identifier: "Amounts" })
/** The amounts of an order, in minor units of `currency` (CNY: fen). `null`: the platform does not state the amount. */
export interface Amounts extends Schema.Schema.Type<typeof Amounts> {}

/** One reduction of the price. All entries except those of kind `payment` add up to `Amounts.discount`. */
export const Discount = Schema.Struct({
  kind: Vocabulary.DiscountKind,
  id: orNull(Text),
  name: orNull(Text),
  amount: orNull(MinorUnits),
  /** A number of points, not an amount of money. */
  points: orNull(Count),
  /** Who pays for the discount. */
  bearer: orNull(Vocabulary.DiscountBearer)
}).annotate({ identifier: "Discount" })
/** One reduction of the price. All entries except those of kind `payment` add up to `Amounts.discount`. */
export interface Discount extends Schema.Schema.Type<typeof Discount> {}

/** A fee of the platform. */
export const Fee = Schema.Struct({
  /** What the fee is for, `platform_service`. */
  kind: Text,
  amount: MinorUnits
}).annotate({ identifier: "Fee" })
/** A fee of the platform. */
export interface Fee extends Schema.Schema.Type<typeof Fee> {}

/** Who received the money. */
export const Collection = Schema.Struct({
  code: orNull(Text),
  name: orNull(Text),
  merchantId: orNull(Text)
}).annotate({ identifier: "Collection" })

/** How and when an order was paid. */
export const Payment = Schema.Struct({
  method: orNull(Vocabulary.PaymentMethod),
  /** The platform's code of the method, as text. */
  methodRaw: orNull(Text),
  /** The payment provider's transaction number. */
  transactionId: orNull(Text),
  /** The merchant order number of the payment. */
  merchantOrderId: orNull(Text),
  paidAt: orNull(Instant),
  collection: orNull(Collection)
}).annotate({ identifier: "Payment" })
/** How and when an order was paid. */
export interface Payment extends Schema.Schema.Type<typeof Payment> {}

/** One instalment of a presale. */
export const PaymentPhase = Schema.Struct({
  /** The number of the instalment. */
  index: orNull(Count),
  /** How many instalments there are. */
  of: orNull(Count),
  payable: orNull(MinorUnits),
  paid: orNull(MinorUnits),
  discount: orNull(MinorUnits),
  /** From when it can be paid. */
  opensAt: orNull(Instant),
  /** Until when it can be paid. */
  closesAt: orNull(Instant),
  paidAt: orNull(Instant),
  transactionId: orNull(Text)
}).annotate({ identifier: "PaymentPhase" })
/** One instalment of a presale. */
export interface PaymentPhase extends Schema.Schema.Type<typeof PaymentPhase> {}

/** One refund. */
export const Refund = Schema.Struct({
  id: orNull(Text),
  status: Vocabulary.RefundStatus,
  amount: orNull(MinorUnits),
  requestedAt: orNull(Instant),
  refundedAt: orNull(Instant),
  reason: orNull(Text),
  /** The refunded lines; `[]` if the platform does not name them. */
  lineIds: listOf(Text)
}).annotate({ identifier: "Refund" })
/** One refund. */
export interface Refund extends Schema.Schema.Type<typeof Refund> {}

/** What somebody earns from the order. */
export const Commission = Schema.Struct({
  role: Vocabulary.CommissionRole,
  userId: orNull(Text),
  name: orNull(PrivateText),
  amount: orNull(MinorUnits),
  /** Basis points: 3500 is 35 %. `null` if the rate is not a whole number of basis points. */
  rateBasisPoints: orNull(Count)
}).annotate({ identifier: "Commission" })
/** What somebody earns from the order. */
export interface Commission extends Schema.Schema.Type<typeof Commission> {}
