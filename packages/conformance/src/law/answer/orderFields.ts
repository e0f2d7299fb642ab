/** Groups of fields of an encoded order. */

import type { FieldPattern } from "@huidan/core"
import { childPointer, type Json, type Pointer } from "@huidan/core"

export type Scalar = null | boolean | number | string

/** Every scalar of an encoded order with its pointer. */
export const scalarsOf = (node: Json, pointer: Pointer = ""): ReadonlyArray<readonly [Pointer, Scalar]> =>
  typeof node === "object" && node !== null
    ? Object.entries(node).flatMap(([key, child]) => scalarsOf(child, childPointer(pointer, key)))
    : [[pointer, node]]

/** Whether one of the patterns names the field; `*` is any entry of a list. */
const namedBy = (patterns: ReadonlyArray<FieldPattern>): ((pointer: Pointer) => boolean) => {
  const shapes = patterns.map((pattern) => pattern.replaceAll("*", String.raw`\d+`))
  const shape = new RegExp(`^(?:${shapes.join("|")})$`)
  return (pointer) => shape.test(pointer)
}

/** The fields in which two orders differ, as text: pointer, found value, true value. */
export const differences = (
  found: Json,
  expected: Json,
  isAsked: (pointer: Pointer) => boolean
): ReadonlyArray<string> => {
  const foundFields = new Map(scalarsOf(found).filter(([pointer]) => isAsked(pointer)))
  const trueFields = new Map(scalarsOf(expected).filter(([pointer]) => isAsked(pointer)))
  return [...new Set([...trueFields.keys(), ...foundFields.keys()])].flatMap((pointer) =>
    Object.is(foundFields.get(pointer) ?? null, trueFields.get(pointer) ?? null)
      ? []
      : [`${pointer}: ${JSON.stringify(foundFields.get(pointer))}, true is ${JSON.stringify(trueFields.get(pointer))}`]
  )
}

/** Amounts, in minor units. */
export const isAmount = namedBy([
  "/amounts/(?:goods|freight|charges|discount|adjustment|payable|paid|refunded)",
  "/discounts/*/amount",
  "/fees/*/amount",
  "/lines/*/(?:unitPrice|discount|total|paid|refunded)",
  "/phases/*/(?:payable|paid|discount)",
  "/refunds/*/amount",
  "/commissions/*/amount"
])

/** Ids, of things and of persons. */
export const isIdentity = namedBy([
  "/orderId",
  "/key",
  "/shop/id",
  "/discounts/*/id",
  "/lines/*/(?:lineId|parentLineId|productId|skuId|externalProductId|externalSkuId|warehouseId)",
  "/lines/*/serialNumbers/*",
  "/lines/*/components/*/(?:productId|skuId|externalSkuId)",
  "/lines/*/channel/(?:code|liveRoomId|videoId|creatorId)",
  "/buyer/id",
  "/buyer/(?:wechatOpenId|wechatUnionId)/value",
  "/recipient/(?:areaCode|mergeKey)",
  "/(?:parties|participants)/*/id",
  "/delivery/shipments/*/(?:id|trackingNumber)",
  "/delivery/shipments/*/lines/*/lineId",
  "/delivery/pickup/verifiedBy",
  "/vouchers/*/(?:lineId|usedBy)",
  "/gift/batchId",
  "/gift/recipientIds/*",
  "/payment/(?:transactionId|merchantOrderId)",
  "/payment/collection/merchantId",
  "/phases/*/transactionId",
  "/refunds/*/id",
  "/refunds/*/lineIds/*",
  "/commissions/*/userId",
  "/channel/(?:code|liveRoomId|videoId|creatorId)",
  "/references/*/(?:value|shopId)"
])

/** Fields with a closed list of values, with `unknown` among them. */
export const isClosedField = namedBy([
  "/kind",
  "/status/(?:trade|payment|fulfilment|afterSale|settlement|closeReason)",
  "/lines/*/(?:type|fulfilment|afterSale)",
  "/delivery/method",
  "/payment/method",
  "/refunds/*/status",
  "/vouchers/*/status",
  "/discounts/*/bearer"
])
