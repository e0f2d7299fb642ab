/** Which orders the platform can have. */
import { noParts, type TrueOrderLimits, type TrueTrait, trueId } from "@huidan/conformance"
import { changes } from "./Changes.ts"
import { telephoneCipher, textCipher } from "./Cipher.ts"
import { refineOrder } from "./refine/Order.ts"
import { states } from "./Status.ts"

/** One refund a line: after_sale_info is one block of a line. A presale in instalments is one piece of one product. */
const traits: ReadonlyArray<TrueTrait> = [
  "several parcels",
  "parcel of several lines",
  "partial parcel",
  "several refunds",
  "many refunds",
  "many lines",
  "large quantity",
  "gift line",
  "bundle with components",
  "presale",
  "instalments",
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
]

/**
 * States, kinds, prices and products come from the kit; `refine` makes the platform's own parts (gifts, bundles,
 * instalments, vouchers, discounts by bearer, ciphers) and turns some parcels into orders to collect or to redeem.
 */
export const limits: TrueOrderLimits = {
  shop: { id: "20240601", name: "汇单示例旗舰店" },
  kinds: ["standard", "standard", "standard", "standard", "group_buy", "flash_sale", "presale", "presale"],
  states,
  traits,
  suits: (trait, { kind, state }) => {
    if (trait === "presale" || trait === "instalments") return true
    if (kind === "presale") return false
    // Its many lines show every after-sale that lines can have.
    return trait !== "many lines" || (state.afterSale === "in_progress" && state.fulfilment === "partially_shipped")
  },
  lineTypes: ["physical"],
  deliveryMethods: ["express"],
  paymentMethods: ["wechat", "alipay"],
  discounts: [],
  maxLines: 4,
  maxUnitPrice: 10_000_000_000_000,
  charges: false,
  adjustments: false,
  privacy: {
    form: "encrypted",
    cipher: (_plain, what, dice) => (what === "phone" ? telephoneCipher(dice) : textCipher(dice))
  },
  has: noParts,
  orderId: (context) => trueId(context),
  refine: refineOrder,
  changes
}
