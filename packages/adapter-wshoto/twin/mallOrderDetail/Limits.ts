/** Which orders a Wshoto mall can have, and which of their fields the order detail states. */
import {
  type FieldPattern,
  noParts,
  type TrueOrderContext,
  type TrueOrderLimits,
  type TrueState,
  trueId,
  trueStates
} from "@huidan/conformance"
import type { Order, Reference } from "@huidan/core"
import { appid } from "../Auth.ts"
import { changes } from "./Changes.ts"
import { refundsOf } from "./Refunds.ts"
import { expressTypeOf, states } from "./States.ts"

/** There are many ways to be closed, but most orders are open or completed. */
const weightOf = (state: TrueState): number => (state.trade === "closed" ? 1 : 3)

const [firstState, ...otherStates] = states.flatMap((state) => Array.from({ length: weightOf(state) }, () => state))

/** 无需发货: what needs no delivery neither waits for one (2 待发货, 3 待收货) nor was sent. */
const needsNone = ({ fulfilment, raw }: TrueState): boolean =>
  raw?.["status"] !== "2" && raw?.["status"] !== "3" && fulfilment !== "shipped"

/** Orders are those of one mini-programme mall: WeChat Pay is the only way to pay. */
export const limits: TrueOrderLimits = {
  shop: { id: appid, name: null },
  kinds: ["standard", "standard", "group_buy", "flash_sale"],
  states: [firstState ?? trueStates.unpaid, ...otherStates],
  lineTypes: ["physical", "digital"],
  deliveryMethods: ["express", "express", "pickup", "digital"],
  together: [
    { deliveryMethods: ["express", "pickup"] },
    { deliveryMethods: ["digital"], states: states.filter(needsNone) }
  ],
  paymentMethods: ["wechat"],
  discounts: [
    { kind: "coupon", bearer: "unknown" },
    { kind: "points", bearer: "unknown" }
  ],
  maxLines: 4,
  maxUnitPrice: 10_000_000_000_000,
  charges: false,
  adjustments: true,
  privacy: { form: "plain" },
  has: { ...noParts, parties: true, commissions: true },
  orderId: (context) => trueId(context),
  refine: (order, context) => refineOrder(order, context),
  changes
}

const refineOrder = (order: Order, context: TrueOrderContext): Order => ({
  ...order,
  // customer_id is the buyer's unionid; the mall has no user number of its own.
  buyer: { ...order.buyer, id: `oUnion${context.dice.digits(22)}`, wechatUnionId: null },
  lines: order.lines.map((line) => ({ ...line, specs: specText(line.specs) })),
  delivery: { ...order.delivery, pickup: refinePickup(order, context) },
  refunds: refundsOf(order),
  references: referencesOf(order, context)
})

/** spec_desc is one text for all specs. */
const specText = (specs: Order["lines"][number]["specs"]): Order["lines"][number]["specs"] =>
  specs.length === 0 ? [] : [{ name: null, value: specs.map((spec) => spec.value).join(";") }]

/** Some orders have no appointment: their answer has the shop's business hours instead. */
const refinePickup = (order: Order, { dice }: TrueOrderContext): Order["delivery"]["pickup"] => {
  const { pickup } = order.delivery
  return pickup === null || dice.chance(0.7) ? pickup : { ...pickup, from: null, to: null }
}

const referencesOf = (order: Order, context: TrueOrderContext): ReadonlyArray<Reference> => {
  const coupon = order.discounts.find((discount) => discount.kind === "coupon")?.id ?? null
  const activity = order.kind === "flash_sale" ? trueId(context, 800) : null
  const reference = (kind: Reference["kind"], value: string | null): ReadonlyArray<Reference> =>
    value === null ? [] : [{ kind, value, relation: null, shopId: null }]
  return [
    ...reference("merchant_order", order.payment.merchantOrderId),
    ...reference("coupon", coupon),
    ...reference("campaign", activity)
  ]
}

export const carries: ReadonlyArray<FieldPattern> = [
  "/kind",
  "/status/trade",
  "/status/payment",
  "/status/fulfilment",
  "/status/afterSale",
  "/status/closeReason",
  "/status/closeNote",
  "/status/raw",
  "/amounts/goods",
  "/amounts/freight",
  "/amounts/discount",
  "/amounts/adjustment",
  "/amounts/payable",
  "/amounts/paid",
  "/discounts",
  "/lines/*/lineId",
  "/lines/*/productId",
  "/lines/*/skuId",
  "/lines/*/externalProductId",
  "/lines/*/externalSkuId",
  "/lines/*/title",
  "/lines/*/specs",
  "/lines/*/imageUrl",
  "/lines/*/role",
  "/lines/*/quantity",
  "/lines/*/unitPrice",
  "/lines/*/discount",
  "/lines/*/total",
  "/lines/*/paid",
  "/buyer/id",
  "/buyer/name",
  "/buyer/phones",
  "/buyer/wechatOpenId",
  "/recipient/name",
  "/recipient/phone",
  "/recipient/country",
  "/recipient/province",
  "/recipient/city",
  "/recipient/district",
  "/recipient/areaCode",
  "/recipient/detail",
  "/parties",
  "/delivery/method",
  "/delivery/shipments/*/carrierName",
  "/delivery/shipments/*/trackingNumber",
  "/delivery/shipments/*/shippedAt",
  "/delivery/pickup/place",
  "/delivery/pickup/contactPhone",
  "/delivery/pickup/from",
  "/delivery/pickup/to",
  "/delivery/pickup/verified",
  "/delivery/pickup/verifiedPlace",
  "/delivery/pickup/verifiedAt",
  "/delivery/pickup/verifiedBy",
  "/payment/method",
  "/payment/merchantOrderId",
  "/payment/paidAt",
  "/refunds",
  "/commissions/*/role",
  "/commissions/*/amount",
  "/commissions/*/rateBasisPoints",
  "/notes/buyer",
  "/notes/seller",
  "/times/created",
  "/times/updated",
  "/times/paid",
  "/times/shipped",
  "/times/completed",
  "/times/closed",
  "/references"
]

/** The answer has the blocks, but no place for these members of them. */
export const without: ReadonlyArray<FieldPattern> = [
  "/discounts/*/name",
  "/lines/*/specs/*/name",
  "/parties/*/name",
  "/parties/*/phone",
  "/refunds/*/id",
  "/refunds/*/amount",
  "/refunds/*/requestedAt",
  "/refunds/*/refundedAt",
  "/refunds/*/lineIds",
  "/references/*/relation",
  "/references/*/shopId"
]

/** The code of the way of delivery beside those of the state. A line without a discount has `null`, not 0. */
export const restate = (order: Order): Order => ({
  ...order,
  status: { ...order.status, raw: { ...order.status.raw, express_type: String(expressTypeOf(order)) } },
  lines: order.lines.map((line) => ({
    ...line,
    discount: line.discount === 0 ? null : line.discount,
    // Stated of unpaid orders too, as the example has it.
    paid: order.status.payment === "paid" ? line.paid : 0
  }))
})
