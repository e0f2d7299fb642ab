/** How an order reaches its buyer: parcels, pick-up, vouchers, gifts. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Vocabulary from "./OrderVocabulary.ts"
import { Count, Instant, listOf, orNull, Text } from "./orderField.ts"
import { PrivateText } from "./PrivateText.ts"

export const ShipmentLine = Schema.Struct({ lineId: orNull(Text), quantity: orNull(Count) }).annotate({
  identifier: "ShipmentLine"
})

export const Shipment = Schema.Struct({
  id: orNull(Text),
  carrierCode: orNull(Text),
  carrierName: orNull(Text),
  trackingNumber: orNull(Text),
  shippedAt: orNull(Instant),
  deliveredAt: orNull(Instant),
  lines: listOf(ShipmentLine)
}).annotate({ identifier: "Shipment" })
export interface Shipment extends Schema.Schema.Type<typeof Shipment> {}

export const Pickup = Schema.Struct({
  place: orNull(Text),
  placePhone: orNull(Text),
  address: orNull(Text),
  code: orNull(PrivateText),
  contactName: orNull(PrivateText),
  contactPhone: orNull(PrivateText),
  from: orNull(Instant),
  to: orNull(Instant),
  verified: orNull(Schema.Boolean),
  verifiedPlace: orNull(Text),
  verifiedAt: orNull(Instant),
  verifiedBy: orNull(Text)
}).annotate({ identifier: "Pickup" })
export interface Pickup extends Schema.Schema.Type<typeof Pickup> {}

export const Delivery = Schema.Struct({
  method: orNull(Vocabulary.DeliveryMethod),
  shipBy: orNull(Instant),
  shipAt: orNull(Instant),
  shipments: listOf(Shipment),
  pickup: orNull(Pickup)
})
  .annotate({ identifier: "Delivery" })
  .pipe(Schema.withConstructorDefault(Effect.succeed({})))

export const Voucher = Schema.Struct({
  code: orNull(PrivateText),
  secret: orNull(PrivateText),
  kind: Vocabulary.VoucherKind,
  status: orNull(Vocabulary.VoucherStatus),
  lineId: orNull(Text),
  total: orNull(Count),
  remaining: orNull(Count),
  validFrom: orNull(Instant),
  validTo: orNull(Instant),
  usedAt: orNull(Instant),
  usedBy: orNull(Text)
}).annotate({ identifier: "Voucher" })
export interface Voucher extends Schema.Schema.Type<typeof Voucher> {}

export const Gift = Schema.Struct({
  batchId: orNull(Text),
  total: orNull(Count),
  claimed: orNull(Count),
  invalid: orNull(Count),
  recipientIds: listOf(Text)
}).annotate({ identifier: "Gift" })
export interface Gift extends Schema.Schema.Type<typeof Gift> {}
