import * as Schema from "effect/Schema"
import { MinorUnits } from "./Money.ts"
import * as Vocabulary from "./OrderVocabulary.ts"
import { Count, Instant, listOf, orNull, Text } from "./orderField.ts"
import { PrivateText } from "./PrivateText.ts"

/** Where an order, or one line of it, was sold. An order's channel is what all its lines agree on. */
export const Channel = Schema.Struct({
  code: orNull(Text),
  name: orNull(Text),
  trafficSource: orNull(Text),
  liveRoomId: orNull(Text),
  videoId: orNull(Text),
  creatorId: orNull(Text),
  creatorName: orNull(Text)
}).annotate({ identifier: "Channel" })
export interface Channel extends Schema.Schema.Type<typeof Channel> {}

/** One chosen option of a product; text-only specs are one entry whose name is null, never split. */
export const Spec = Schema.Struct({ name: orNull(Text), value: Text }).annotate({ identifier: "Spec" })
export interface Spec extends Schema.Schema.Type<typeof Spec> {}

/** A member of a bundle that has no price of its own. */
export const Component = Schema.Struct({
  productId: orNull(Text),
  skuId: orNull(Text),
  title: orNull(Text),
  quantity: orNull(Count)
}).annotate({ identifier: "Component" })
export interface Component extends Schema.Schema.Type<typeof Component> {}

/** Something the buyer filled in for a line. */
export const LineInput = Schema.Struct({ name: orNull(Text), value: orNull(PrivateText) }).annotate({
  identifier: "LineInput"
})
export interface LineInput extends Schema.Schema.Type<typeof LineInput> {}

/** One position of an order. `total` is `unitPrice × quantity` before discounts, `paid` what was paid for the line. */
export const OrderLine = Schema.Struct({
  lineId: orNull(Text),
  parentLineId: orNull(Text),
  productId: orNull(Text),
  skuId: orNull(Text),
  externalProductId: orNull(Text),
  externalSkuId: orNull(Text),
  title: orNull(Text),
  specs: listOf(Spec),
  imageUrl: orNull(Text),
  type: orNull(Vocabulary.LineType),
  role: orNull(Vocabulary.LineRole),
  components: listOf(Component),
  quantity: orNull(Count),
  unitPrice: orNull(MinorUnits),
  discount: orNull(MinorUnits),
  total: orNull(MinorUnits),
  paid: orNull(MinorUnits),
  refunded: orNull(MinorUnits),
  fulfilment: orNull(Vocabulary.FulfilmentState),
  afterSale: orNull(Vocabulary.AfterSaleState),
  channel: orNull(Channel),
  validFrom: orNull(Instant),
  validTo: orNull(Instant),
  validityText: orNull(Text),
  warehouseId: orNull(Text),
  serialNumbers: listOf(Text),
  inputs: listOf(LineInput)
}).annotate({ identifier: "OrderLine" })
export interface OrderLine extends Schema.Schema.Type<typeof OrderLine> {}
