/** What the texts of a canonical order are, and so what a recording does with them. */
import type { Pointer } from "@huidan/core"

/**
 * The kind of a text:
 *
 * - `id`: replaced.
 * - `person`: belongs to a person or a business, although it is not a `PrivateText`; replaced.
 * - `text`: words; only parts that look private are replaced.
 * - `code`: kept, except parts that look private.
 * - `value`: from a closed list, or a time, a number or a boolean; kept.
 */
export type TextKind = "id" | "person" | "text" | "code" | "value"

/** Pointers into an order, with `*` for any key or index. Everything else is a `value`. */
export const textPatterns: Readonly<Record<Exclude<TextKind, "value">, ReadonlyArray<string>>> = {
  id: [
    "/key",
    "/orderId",
    "/shop/id",
    "/discounts/*/id",
    "/lines/*/lineId",
    "/lines/*/parentLineId",
    "/lines/*/productId",
    "/lines/*/skuId",
    "/lines/*/externalProductId",
    "/lines/*/externalSkuId",
    "/lines/*/components/*/productId",
    "/lines/*/components/*/skuId",
    "/lines/*/components/*/externalSkuId",
    "/lines/*/channel/liveRoomId",
    "/lines/*/channel/videoId",
    "/lines/*/channel/creatorId",
    "/lines/*/warehouseId",
    "/lines/*/serialNumbers/*",
    "/buyer/id",
    "/recipient/mergeKey",
    "/parties/*/id",
    "/participants/*/id",
    "/delivery/shipments/*/id",
    "/delivery/shipments/*/trackingNumber",
    "/delivery/shipments/*/lines/*/lineId",
    "/vouchers/*/lineId",
    "/gift/batchId",
    "/gift/recipientIds/*",
    "/payment/transactionId",
    "/payment/merchantOrderId",
    "/payment/collection/merchantId",
    "/phases/*/transactionId",
    "/refunds/*/id",
    "/refunds/*/lineIds/*",
    "/commissions/*/userId",
    "/channel/liveRoomId",
    "/channel/videoId",
    "/channel/creatorId",
    "/references/*/value",
    "/references/*/shopId"
  ],
  person: [
    "/shop/name",
    "/lines/*/channel/creatorName",
    "/buyer/avatarUrl",
    "/delivery/pickup/placePhone",
    "/delivery/pickup/address",
    "/delivery/pickup/verifiedBy",
    "/vouchers/*/usedBy",
    "/payment/collection/name",
    "/channel/creatorName",
    "/invoice/bank"
  ],
  text: [
    "/status/closeNote",
    "/status/label",
    "/discounts/*/name",
    "/lines/*/title",
    "/lines/*/specs/*/name",
    "/lines/*/specs/*/value",
    "/lines/*/imageUrl",
    "/lines/*/components/*/title",
    "/lines/*/channel/name",
    "/lines/*/channel/trafficSource",
    "/lines/*/validityText",
    "/lines/*/inputs/*/name",
    "/recipient/country",
    "/recipient/province",
    "/recipient/city",
    "/recipient/district",
    "/recipient/street",
    "/participants/*/answers/*/question",
    "/delivery/shipments/*/carrierName",
    "/delivery/pickup/place",
    "/delivery/pickup/verifiedPlace",
    "/refunds/*/reason",
    "/channel/name",
    "/channel/trafficSource",
    "/invoice/content",
    "/tags/*",
    "/references/*/relation",
    "/warnings/*/message"
  ],
  code: [
    "/amounts/currency",
    "/channel/code",
    "/delivery/shipments/*/carrierCode",
    "/fees/*/kind",
    "/lines/*/channel/code",
    "/notes/flag",
    "/payment/collection/code",
    "/payment/methodRaw",
    "/platform",
    "/recipient/areaCode",
    "/source/adapter",
    "/source/adapterVersion",
    "/source/operation",
    "/source/rawNumbers/*",
    "/status/raw/*",
    "/warnings/*/path"
  ]
}

const patterns = Object.entries(textPatterns).flatMap(([kind, pointers]) =>
  pointers.map((pointer) => ({ kind: kind as TextKind, tokens: pointer.split("/") }))
)

/** The kind of the text at this pointer of an order. Private text is recognised by its state, not here. */
export const textKindAt = (pointer: Pointer): TextKind => {
  const tokens = pointer.split("/")
  const found = patterns.find(
    (pattern) =>
      pattern.tokens.length === tokens.length &&
      pattern.tokens.every((token, index) => token === "*" || token === tokens[index])
  )
  return found?.kind ?? "value"
}
