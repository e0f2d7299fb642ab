/**
 * The closed sets of words in the canonical order.
 *
 * A state axis has `unknown` for a code that the adapter does not know; the code itself is then in `status.raw` and in
 * an `unknown_code` warning.
 */
import * as Schema from "effect/Schema"

const words = <const Words extends ReadonlyArray<string>>(identifier: string, values: Words) =>
  Schema.Literals(values).annotate({ identifier })

/** What kind of sale the order is. `other`: a kind without a word here. */
export const OrderKind = words("OrderKind", [
  "standard",
  "group_buy",
  "flash_sale",
  "presale",
  "gift",
  "redemption",
  "imported",
  "procurement",
  "reward",
  "other",
  "unknown"
])
/** One word of `OrderKind`. */
export type OrderKind = typeof OrderKind.Type

/** How far the trade is: `pending`, then `active`, then `completed` or `closed`. */
export const TradeState = words("TradeState", ["pending", "active", "completed", "closed", "unknown"])
/** One word of `TradeState`. */
export type TradeState = typeof TradeState.Type

/** How far the payment is. `partially_paid`: some instalments of a presale are paid. */
export const PaymentState = words("PaymentState", [
  "unpaid",
  "processing",
  "partially_paid",
  "paid",
  "failed",
  "unknown"
])
/** One word of `PaymentState`. */
export type PaymentState = typeof PaymentState.Type

/** How far the delivery is. `not_required`: nothing has to be shipped. */
export const FulfilmentState = words("FulfilmentState", [
  "not_required",
  "unfulfilled",
  "partially_shipped",
  "shipped",
  "delivered",
  "unknown"
])
/** One word of `FulfilmentState`. */
export type FulfilmentState = typeof FulfilmentState.Type

/** How far returns and refunds are. `ended`: the after-sale is over, its outcome is not stated. */
export const AfterSaleState = words("AfterSaleState", [
  "none",
  "in_progress",
  "partially_refunded",
  "refunded",
  "failed",
  "ended",
  "unknown"
])
/** One word of `AfterSaleState`. */
export type AfterSaleState = typeof AfterSaleState.Type

/** Whether the platform has settled the order's money with the shop. */
export const SettlementState = words("SettlementState", ["unsettled", "settling", "settled", "unknown"])
/** One word of `SettlementState`. */
export type SettlementState = typeof SettlementState.Type

/** Why an order was closed. `group_failed`: a group buy found too few buyers. */
export const CloseReason = words("CloseReason", [
  "timeout",
  "buyer_cancelled",
  "seller_cancelled",
  "refunded",
  "group_failed",
  "system",
  "unknown"
])
/** One word of `CloseReason`. */
export type CloseReason = typeof CloseReason.Type

/** What a discount is. `payment`: given by the payment provider; it is not part of `amounts.discount`. */
export const DiscountKind = words("DiscountKind", ["coupon", "promotion", "points", "redpack", "payment", "other"])
/** One word of `DiscountKind`. */
export type DiscountKind = typeof DiscountKind.Type

/** Who pays for a discount. `creator`: the live-stream or video creator. */
export const DiscountBearer = words("DiscountBearer", ["shop", "platform", "creator", "payment_provider", "unknown"])
/** One word of `DiscountBearer`. */
export type DiscountBearer = typeof DiscountBearer.Type

/** What a line sells. */
export const LineType = words("LineType", [
  "physical",
  "digital",
  "service",
  "membership",
  "ticket",
  "coupon",
  "reward",
  "other",
  "unknown"
])
/** One word of `LineType`. */
export type LineType = typeof LineType.Type

/** `item`: bought as such. `bundled`: comes with another line. `gift`: free. */
export const LineRole = words("LineRole", ["item", "bundled", "gift"])
/** One word of `LineRole`. */
export type LineRole = typeof LineRole.Type

/** The role of a party in the sale. */
export const PartyRole = words("PartyRole", ["dealer", "dealer_staff", "employee", "promoter"])
/** The role of a participant. */
export const ParticipantRole = words("ParticipantRole", ["student"])

/** How the goods reach the buyer. `none`: nothing is delivered. */
export const DeliveryMethod = words("DeliveryMethod", ["express", "pickup", "digital", "none", "unknown"])
/** One word of `DeliveryMethod`. */
export type DeliveryMethod = typeof DeliveryMethod.Type

/** What a voucher is for. */
export const VoucherKind = words("VoucherKind", ["verification", "redemption", "paid_coupon", "other"])
/** Whether a voucher is used. `void`: it can no longer be used. */
export const VoucherStatus = words("VoucherStatus", ["unused", "partly_used", "used", "void", "unknown"])
/** One word of `VoucherStatus`. */
export type VoucherStatus = typeof VoucherStatus.Type

/** How the order was paid. `free`: there was nothing to pay. */
export const PaymentMethod = words("PaymentMethod", [
  "wechat",
  "alipay",
  "douyin",
  "baidu",
  "apple_iap",
  "android_coin",
  "virtual_coin",
  "huabei",
  "bank_card",
  "balance",
  "cash_on_delivery",
  "offline",
  "free",
  "other",
  "unknown"
])
/** One word of `PaymentMethod`. */
export type PaymentMethod = typeof PaymentMethod.Type

/** How far a refund is. `ended`: it is over, its outcome is not stated. */
export const RefundStatus = words("RefundStatus", [
  "requested",
  "in_progress",
  "refunded",
  "rejected",
  "failed",
  "ended",
  "unknown"
])
/** One word of `RefundStatus`. */
export type RefundStatus = typeof RefundStatus.Type

/** Who gets a commission, in the order in which an order lists them. */
export const CommissionRole = words("CommissionRole", [
  "sharer",
  "superior",
  "promoter",
  "creator",
  "market",
  "platform"
])
/** One word of `CommissionRole`. */
export type CommissionRole = typeof CommissionRole.Type

/** What a reference points to. */
export const ReferenceKind = words("ReferenceKind", [
  "payment_transaction",
  "merchant_order",
  "external_order",
  "parent_order",
  "related_order",
  "coupon",
  "group_buy",
  "campaign",
  "redemption",
  "other"
])
/** One word of `ReferenceKind`. */
export type ReferenceKind = typeof ReferenceKind.Type

/**
 * What a warning is about.
 *
 * - `unknown_code`: a code that the adapter does not know.
 * - `amount_mismatch`: amounts that do not add up.
 * - `unit_inferred`: the platform's document does not state the unit of an amount.
 * - `type_drift`: a value that is not of the documented type or precision; the field is `null`.
 * - `precision_lost_upstream`: the platform damaged a long number before sending it.
 * - `conflicting_states`: facts that contradict each other.
 */
export const WarningCode = words("WarningCode", [
  "unknown_code",
  "amount_mismatch",
  "unit_inferred",
  "type_drift",
  "precision_lost_upstream",
  "conflicting_states"
])
/** One word of `WarningCode`. */
export type WarningCode = typeof WarningCode.Type
