/** Which orders the twin's shop can have. */
import {
  noParts,
  type TrueOrderContext,
  type TrueOrderLimits,
  type TrueState,
  type TrueTrait,
  trueId,
  trueStates
} from "@huidan/conformance"
import type { Order, OrderId, OrderKind } from "@huidan/core"
import { shop } from "../Auth.ts"
import { changesAmong } from "./Changes.ts"
import { withDelivery, withVouchers } from "./Delivery.ts"
import { withGoods } from "./Goods.ts"
import { withPeople } from "./People.ts"
import { withCommissions, withReferences, withSale } from "./Sale.ts"
import { wallTime } from "./Spelling.ts"
import { withStates, withTimes } from "./States.ts"
import { withRefunds, withSums } from "./Sums.ts"

/** Xiaoe's own way to close an unpaid order: 系统取消. */
const systemClosed: TrueState = { ...trueStates.timedOut, closeReason: "system" }

/** Only these are bought several at a time. */
const ofSeveralThings: ReadonlyArray<TrueTrait> = [
  "several parcels",
  "parcel of several lines",
  "several refunds",
  "several refunds of one line",
  "many refunds",
  "many lines",
  "large quantity",
  "bundled line",
  "several discounts"
]
const kindsOfSeveralThings: ReadonlyArray<OrderKind> = ["standard", "imported", "procurement"]

/** What was paid and still waits is a group buy, whatever its kind. */
const isGroup = (state: TrueState): boolean => state.trade === "pending" && state.payment === "paid"

/** Presents, redeemed codes and rewards are never sent by post. */
const digitalKinds: ReadonlyArray<OrderKind> = ["gift", "redemption", "reward"]
const sentKinds: ReadonlyArray<OrderKind> = [...kindsOfSeveralThings, "group_buy"]

/** As frequent as they are listed. */
const states: TrueOrderLimits["states"] = [
  trueStates.paid,
  trueStates.paid,
  trueStates.shipped,
  trueStates.shipped,
  trueStates.shipped,
  trueStates.completed,
  trueStates.completed,
  trueStates.completed,
  trueStates.completed,
  trueStates.unpaid,
  trueStates.unpaid,
  trueStates.paymentFailed,
  trueStates.paymentProcessing,
  trueStates.depositPaid,
  trueStates.awaitingConfirmation,
  trueStates.paidAfterSale,
  trueStates.paidPartlyRefunded,
  trueStates.partlyShipped,
  trueStates.partlyShippedAfterSale,
  trueStates.shippedAfterSale,
  trueStates.shippedAfterSaleFailed,
  trueStates.shippedAfterSaleEnded,
  trueStates.shippedPartlyRefunded,
  trueStates.completedAfterSale,
  trueStates.completedAfterSaleFailed,
  trueStates.completedAfterSaleEnded,
  trueStates.completedPartlyRefunded,
  trueStates.timedOut,
  trueStates.timedOut,
  trueStates.cancelledByBuyer,
  trueStates.cancelledByBuyer,
  trueStates.cancelledBySeller,
  systemClosed,
  trueStates.refundedUnshipped,
  trueStates.refundedUnshipped,
  trueStates.refundedShipped,
  trueStates.refundedDelivered,
  trueStates.groupFailed
]

export const limits: TrueOrderLimits = {
  shop: { id: shop.id, name: shop.name },
  kinds: [
    "standard",
    "standard",
    "standard",
    "standard",
    "standard",
    "standard",
    "gift",
    "gift",
    "group_buy",
    "imported",
    "redemption",
    "reward",
    "procurement"
  ],
  states,
  lineTypes: [
    "physical",
    "digital",
    "digital",
    "membership",
    "ticket",
    "ticket",
    "service",
    "service",
    "coupon",
    "other"
  ],
  deliveryMethods: ["digital", "digital", "express", "express", "express", "pickup"],
  together: [{ kinds: sentKinds }, { kinds: digitalKinds, deliveryMethods: ["digital"] }],
  // `parcel_id` of the goods list names one parcel for a line: no line is in two.
  traits: [
    ...ofSeveralThings,
    "gift order",
    "zero amount",
    "huge amount",
    "midnight in Shanghai",
    "month end in Shanghai",
    "telephone with +86",
    "emoji",
    "rare characters in an address",
    "rare ideograph"
  ],
  suits: (trait, { kind, state }) =>
    (!ofSeveralThings.includes(trait) || (kindsOfSeveralThings.includes(kind) && !isGroup(state))) &&
    (trait !== "gift order" || !isGroup(state)) &&
    (trait !== "several refunds of one line" || state.afterSale === "partially_refunded"),
  paymentMethods: [
    "wechat",
    "wechat",
    "wechat",
    "wechat",
    "alipay",
    "alipay",
    "offline",
    "huabei",
    "baidu",
    "virtual_coin",
    "apple_iap",
    "android_coin",
    "other"
  ],
  discounts: [
    // No field names who pays for a discount.
    { kind: "coupon", bearer: "unknown" },
    { kind: "promotion", bearer: "unknown" },
    { kind: "points", bearer: "unknown" }
  ],
  maxLines: 4,
  maxUnitPrice: 10_000_000_000_000,
  charges: false,
  adjustments: true,
  privacy: { form: "plain" },
  has: {
    ...noParts,
    bundles: true,
    vouchers: true,
    participants: true,
    commissions: true,
    invoice: true,
    refundRecords: true,
    settlement: true
  },
  orderId: (context) => makeOrderId(context),
  refine: (order, context) => refineOrder(order, context),
  changes: changesAmong(states)
}

/** Two forms are seen: `E2022033016230230742044`, `o_1657694966_62ce6af63fa0a_10718084`. */
const makeOrderId = (context: TrueOrderContext): OrderId => {
  const created = wallTime(context.createdAt)
  const digits = trueId(context)
  return context.dice.chance(0.5)
    ? `E${created.replaceAll(/\D/g, "")}${digits.slice(2)}`
    : `o_${digits.slice(0, 10)}_62ce6${digits.slice(10)}a_${digits.slice(2, 17)}`
}

/** What Xiaoe alone has in an order: goods first, then states, sums and the rest. */
const refineOrder = (order: Order, context: TrueOrderContext): Order =>
  [
    withGoods,
    withStates,
    withSums,
    withSale,
    withTimes,
    withPeople,
    withDelivery,
    withVouchers,
    withRefunds,
    withCommissions,
    withReferences
  ].reduce((refined, step) => step(refined, context), order)
