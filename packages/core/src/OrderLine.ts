import * as Schema from "effect/Schema"
import { MinorUnits } from "./Money.ts"
import * as Vocabulary from "./OrderVocabulary.ts"
import { listOf, orNull } from "./optionalField.ts"
import { Count, Instant, Text } from "./orderField.ts"
import { PrivateText } from "./PrivateText.ts"

/** Where an order, or one line of it, was sold. The channel of an order is what all its lines agree on. */
export const Channel = Schema.Struct({
  /** The platform's code of the channel. */
  code: orNull(Text),
  /** The platform's name of the channel. */
  name: orNull(Text),
  trafficSource: orNull(Text),
  liveRoomId: orNull(Text),
  videoId: orNull(Text),
  creatorId: orNull(Text),
  creatorName: orNull(Text)
}).annotate({ identifier: "Channel" })
/** Where an order, or one line of it, was sold. The channel of an order is what all its lines agree on. */
export interface Channel extends Schema.Schema.Type<typeof Channel> {}

/** One chosen option of a product. Specs that the platform sends as one text are one entry, never split. */
export const Spec = Schema.Struct({
  /** `null` if the platform sends text only. */
  name: orNull(Text),
  value: Text
}).annotate({ identifier: "Spec" })
/** One chosen option of a product. Specs that the platform sends as one text are one entry, never split. */
export interface Spec extends Schema.Schema.Type<typeof Spec> {}

/** A member of a bundle that has no price of its own. */
export const Component = Schema.Struct({
  productId: orNull(Text),
  skuId: orNull(Text),
  /** The shop's own code of the member. */
  externalSkuId: orNull(Text),
  title: orNull(Text),
  quantity: orNull(Count)
}).annotate({ identifier: "Component" })
/** A member of a bundle that has no price of its own. */
export interface Component extends Schema.Schema.Type<typeof Component> {}

/** Something the buyer filled in for a line. */
export const LineInput = Schema.Struct({
  name: orNull(Text),
  value: orNull(PrivateText)
}).annotate({ identifier: "LineInput" })
/** Something the buyer filled in for a line. */
export interface LineInput extends Schema.Schema.Type<typeof LineInput> {}

/** One line of an order. Amounts are in minor units of `Amounts.currency` (CNY: fen). */
export const OrderLine = Schema.Struct({
  /** The platform's id of the line. */
  lineId: orNull(Text),
  /** The line that this one belongs to. */
  parentLineId: orNull(Text),
  productId: orNull(Text),
  skuId: orNull(Text),
  externalProductId: orNull(Text),
  externalSkuId: orNull(Text),
  title: orNull(Text),
  /** The chosen options. */
  specs: listOf(Spec),
  imageUrl: orNull(Text),
  type: orNull(Vocabulary.LineType),
  role: orNull(Vocabulary.LineRole),
  /** Members of a bundle that have no price of their own. */
  components: listOf(Component),
  quantity: orNull(Count),
  /** The price of one piece before discounts. */
  unitPrice: orNull(MinorUnits),
  discount: orNull(MinorUnits),
  /** `unitPrice × quantity`, before discounts. */
  total: orNull(MinorUnits),
  /** What the platform states was paid for this line. 0 while the order is unpaid. */
  paid: orNull(MinorUnits),
  refunded: orNull(MinorUnits),
  fulfilment: orNull(Vocabulary.FulfilmentState),
  afterSale: orNull(Vocabulary.AfterSaleState),
  /** Where the line was sold, if that differs from line to line. */
  channel: orNull(Channel),
  validFrom: orNull(Instant),
  validTo: orNull(Instant),
  /** The platform's words for the validity. */
  validityText: orNull(Text),
  warehouseId: orNull(Text),
  serialNumbers: listOf(Text),
  /** What the buyer filled in for this line. */
  inputs: listOf(LineInput)
}).annotate({ identifier: "OrderLine" })
/** One line of an order. Amounts are in minor units of `Amounts.currency` (CNY: fen). */
export interface OrderLine extends Schema.Schema.Type<typeof OrderLine> {}
