import type { Order } from "@huidan/core"
import { type BrokenAdapter, type Sound, sound } from "../BrokenAdapter.ts"
import { withOrders } from "../changes.ts"

/** The adapter without the warnings about unknown codes of this key. */
const withoutWarningsOf = (subject: Sound, key: string): Sound =>
  withOrders(subject, (order: Order) => ({
    ...order,
    warnings: order.warnings.filter(({ code, path }) => code !== "unknown_code" || !path.endsWith(`/${key}`))
  }))

export const unknownCodes: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "an unknown code of the details of a state gives no warning",
    breaks: "unknown-codes-survive",
    follows: {},
    subject: withoutWarningsOf(sound.wshoto, "order_status_tag")
  },
  {
    mistake: "an unknown state of a payment gives no warning",
    breaks: "unknown-codes-survive",
    follows: {},
    subject: withoutWarningsOf(sound.xiaoe, "pay_state")
  }
]
