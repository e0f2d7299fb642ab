/** Which orders a Paper Boat shop can have. Source: PLATFORM.md, 3. */
import { fieldChanges, noParts, type TrueOrderLimits, transitionsAmong, trueId, trueStates } from "@huidan/conformance"
import { maskedText, type PrivateText, plainValue } from "@huidan/core"
import { shopId } from "../Auth.ts"
import { stateWords } from "./Codes.ts"

const [firstState, ...otherStates] = stateWords.map(({ state }) => state)

const states: TrueOrderLimits["states"] = [firstState ?? trueStates.unpaid, ...otherStates]

export const limits: TrueOrderLimits = {
  shop: { id: shopId, name: null },
  kinds: ["standard", "standard", "group_buy"],
  states,
  traits: [
    "several parcels",
    "parcel of several lines",
    "partial parcel",
    "several refunds",
    "many refunds",
    "several refunds of one line",
    "many lines",
    "large quantity",
    "several discounts",
    "zero amount",
    "huge amount",
    "midnight in Shanghai",
    "month end in Shanghai",
    "telephone with +86",
    "private text in several forms",
    "emoji",
    "rare characters in an address",
    "rare ideograph"
  ],
  lineTypes: ["physical"],
  deliveryMethods: ["express"],
  paymentMethods: ["wechat", "alipay", "bank_card", "balance"],
  discounts: [
    { kind: "coupon", bearer: "shop" },
    { kind: "promotion", bearer: "platform" }
  ],
  maxLines: 4,
  maxUnitPrice: 10_000_000_000_000,
  charges: false,
  adjustments: true,
  privacy: { form: "plain" },
  has: { ...noParts, refundRecords: true },
  orderId: (context) => trueId(context),
  refine: (order) => ({
    ...order,
    buyer: { ...order.buyer, phones: order.buyer.phones.map(masked) },
    recipient: order.recipient === null ? null : { ...order.recipient, phone: maskedPhone(order.recipient.phone) }
  }),
  changes: { transitions: transitionsAmong(states), fields: fieldChanges }
}

/** `138****0001`; a country code stays before it. */
const masked = (phone: PrivateText): PrivateText => {
  const plain = plainValue(phone)
  return plain === null ? phone : maskedText(plain.replace(/(?<=^(?:\+86)?\d{3})\d{4}/, "****"))
}

const maskedPhone = (phone: PrivateText | null): PrivateText | null => (phone === null ? null : masked(phone))
