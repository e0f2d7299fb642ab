/** The parts of an order that are about money. All amounts are in minor units of `Amounts.currency`. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Currency, MinorUnits } from "./Money.ts"
import * as Vocabulary from "./OrderVocabulary.ts"
import { Count, Instant, listOf, orNull, Text } from "./orderField.ts"

/** `goods + freight + charges − discount + adjustment = payable`, where the platform states them all. `paid` is gross of refunds. */
export const Amounts = Schema.Struct({
  currency: Currency.pipe(Schema.withConstructorDefault(Effect.succeed("CNY"))),
  goods: orNull(MinorUnits),
  freight: orNull(MinorUnits),
  charges: orNull(MinorUnits),
  discount: orNull(MinorUnits),
  adjustment: orNull(MinorUnits),
  payable: orNull(MinorUnits),
  paid: orNull(MinorUnits),
  refunded: orNull(MinorUnits)
}).annotate({ identifier: "Amounts" })
export interface Amounts extends Schema.Schema.Type<typeof Amounts> {}

export const Discount = Schema.Struct({
  kind: Vocabulary.DiscountKind,
  id: orNull(Text),
  name: orNull(Text),
  amount: orNull(MinorUnits),
  points: orNull(Count),
  bearer: orNull(Vocabulary.DiscountBearer)
}).annotate({ identifier: "Discount" })
export interface Discount extends Schema.Schema.Type<typeof Discount> {}

export const Fee = Schema.Struct({ kind: Text, amount: MinorUnits }).annotate({ identifier: "Fee" })
export interface Fee extends Schema.Schema.Type<typeof Fee> {}

/** Who received the money. */
export const Collection = Schema.Struct({ code: orNull(Text), name: orNull(Text), merchantId: orNull(Text) }).annotate({
  identifier: "Collection"
})

export const Payment = Schema.Struct({
  method: orNull(Vocabulary.PaymentMethod),
  methodRaw: orNull(Text),
  transactionId: orNull(Text),
  merchantOrderId: orNull(Text),
  paidAt: orNull(Instant),
  collection: orNull(Collection)
}).annotate({ identifier: "Payment" })
export interface Payment extends Schema.Schema.Type<typeof Payment> {}

/** One instalment of a presale. */
export const PaymentPhase = Schema.Struct({
  index: orNull(Count),
  of: orNull(Count),
  payable: orNull(MinorUnits),
  paid: orNull(MinorUnits),
  discount: orNull(MinorUnits),
  opensAt: orNull(Instant),
  closesAt: orNull(Instant),
  paidAt: orNull(Instant),
  transactionId: orNull(Text)
}).annotate({ identifier: "PaymentPhase" })
export interface PaymentPhase extends Schema.Schema.Type<typeof PaymentPhase> {}

export const Refund = Schema.Struct({
  id: orNull(Text),
  status: Vocabulary.RefundStatus,
  amount: orNull(MinorUnits),
  requestedAt: orNull(Instant),
  refundedAt: orNull(Instant),
  reason: orNull(Text),
  lineIds: listOf(Text)
}).annotate({ identifier: "Refund" })
export interface Refund extends Schema.Schema.Type<typeof Refund> {}

/** Rate in basis points: 3500 is 35 %. */
export const Commission = Schema.Struct({
  role: Vocabulary.CommissionRole,
  userId: orNull(Text),
  name: orNull(Text),
  amount: orNull(MinorUnits),
  rateBasisPoints: orNull(Count)
}).annotate({ identifier: "Commission" })
export interface Commission extends Schema.Schema.Type<typeof Commission> {}
