/** How an order reaches its buyer: parcels, collection, vouchers, gifts. Times are instants in UTC. */
import * as Schema from "effect/Schema"
import * as Vocabulary from "./OrderVocabulary.ts"
import { listOf, orNull } from "./optionalField.ts"
import { Count, Instant, Text } from "./orderField.ts"
import { PrivateText } from "./PrivateText.ts"

/** How much of a line is in a shipment. */
export const ShipmentLine = Schema.Struct({
  /** The `OrderLine.lineId`. */
  lineId: orNull(Text),
  quantity: orNull(Count)
}).annotate({ identifier: "ShipmentLine" })

/** One parcel. */
export const Shipment = Schema.Struct({
  /** The platform's id of the parcel. */
  id: orNull(Text),
  /** The platform's code of the carrier. */
  carrierCode: orNull(Text),
  /** The carrier's name. */
  carrierName: orNull(Text),
  /** The waybill number. */
  trackingNumber: orNull(Text),
  shippedAt: orNull(Instant),
  deliveredAt: orNull(Instant),
  /** What is in the parcel; `[]` if the platform does not state it. */
  lines: listOf(ShipmentLine)
}).annotate({ identifier: "Shipment" })
/** One parcel. */
export interface Shipment extends Schema.Schema.Type<typeof Shipment> {}

/** Collection by the buyer at a place. */
export const Pickup = Schema.Struct({
  /** The name of the place. */
  place: orNull(Text),
  placePhone: orNull(Text),
  address: orNull(Text),
  /** The code that the buyer shows. */
  code: orNull(PrivateText),
  contactName: orNull(PrivateText),
  contactPhone: orNull(PrivateText),
  /** Earliest time to collect. */
  from: orNull(Instant),
  /** Latest time to collect. */
  to: orNull(Instant),
  /** Whether the collection was confirmed. */
  verified: orNull(Schema.Boolean),
  /** The place that confirmed it. */
  verifiedPlace: orNull(Text),
  verifiedAt: orNull(Instant),
  /** The employee who confirmed it. */
  verifiedBy: orNull(Text)
}).annotate({ identifier: "Pickup" })
/** Collection by the buyer at a place. */
export interface Pickup extends Schema.Schema.Type<typeof Pickup> {}

/** How an order reaches its buyer. */
export const Delivery = Schema.Struct({
  method: orNull(Vocabulary.DeliveryMethod),
  /** The latest time to ship. */
  shipBy: orNull(Instant),
  /** The time that shipping is scheduled for. */
  shipAt: orNull(Instant),
  shipments: listOf(Shipment),
  /** `null` unless the buyer collects the goods. */
  pickup: orNull(Pickup)
}).annotate({ identifier: "Delivery" })

/** A code that the buyer shows or redeems. */
export const Voucher = Schema.Struct({
  code: orNull(PrivateText),
  /** The password that belongs to the code. */
  secret: orNull(PrivateText),
  kind: Vocabulary.VoucherKind,
  status: orNull(Vocabulary.VoucherStatus),
  /** The `OrderLine.lineId` that it was bought with. */
  lineId: orNull(Text),
  /** How many uses it has. */
  total: orNull(Count),
  /** How many uses are left. */
  remaining: orNull(Count),
  validFrom: orNull(Instant),
  validTo: orNull(Instant),
  usedAt: orNull(Instant),
  /** Who redeemed it. */
  usedBy: orNull(Text)
}).annotate({ identifier: "Voucher" })
/** A code that the buyer shows or redeems. */
export interface Voucher extends Schema.Schema.Type<typeof Voucher> {}

/** How many gifts of a gift order were claimed, and by whom. */
export const Gift = Schema.Struct({
  batchId: orNull(Text),
  /** How many gifts there are. */
  total: orNull(Count),
  /** How many were claimed. */
  claimed: orNull(Count),
  invalid: orNull(Count),
  recipientIds: listOf(Text)
}).annotate({ identifier: "Gift" })
/** How many gifts of a gift order were claimed, and by whom. */
export interface Gift extends Schema.Schema.Type<typeof Gift> {}
