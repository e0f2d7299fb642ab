/** Which orders the platform can have. */
import { noParts, type TrueOrderLimits, trueId } from "@huidan/conformance"
import { telephoneCipher, textCipher } from "./Cipher.ts"
import { refineOrder } from "./refine/Order.ts"
import { states } from "./Status.ts"

/**
 * States, kinds, prices and products come from the kit; `refine` makes the platform's own parts (gifts, bundles,
 * instalments, vouchers, discounts by bearer, ciphers) and turns some parcels into orders to collect or to redeem.
 */
export const limits: TrueOrderLimits = {
  shop: { id: "20240601", name: "汇单示例旗舰店" },
  kinds: ["standard", "standard", "standard", "standard", "group_buy", "flash_sale", "presale", "presale"],
  states,
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
  refine: refineOrder
}
