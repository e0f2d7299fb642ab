/** Which orders 示例平台 can have, and how often it may be asked. */
import { noParts, type TrueOrderLimits, trueId, trueStates } from "@huidan/conformance"
import { appId } from "../Auth.ts"

/** Of each operation that answers orders. */
export const quota = { requests: 10, seconds: 1 }

export const limits: TrueOrderLimits = {
  shop: { id: appId, name: null },
  kinds: ["standard"],
  states: [trueStates.unpaid, trueStates.paid, trueStates.shipped, trueStates.completed, trueStates.timedOut],
  lineTypes: ["physical"],
  deliveryMethods: ["express"],
  paymentMethods: ["wechat"],
  discounts: [{ kind: "coupon", bearer: "shop" }],
  maxLines: 3,
  maxUnitPrice: 10_000_000,
  charges: false,
  adjustments: false,
  privacy: { form: "plain" },
  has: noParts,
  orderId: (context) => trueId(context)
}
