import { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withDecode } from "./changes.ts"

const refusal = (operation: string) =>
  new AdapterError({
    platform: "wshoto",
    operation,
    reason: {
      _tag: "ResponseDecode",
      pointer: "/data/order_address_info",
      expected: "an object",
      found: "a list"
    }
  })

export const emptyListRefused: BrokenAdapter = {
  mistake: "`[]` instead of an object is refused",
  breaks: "shape-leniency",
  follows: { fidelity: "the twin answers with PHP's shapes too" },
  subject: withDecode(
    sound.wshoto,
    (decode) => (operation, body) =>
      /"order_(?:address|check)_info":\[\]/.test(body) ? Effect.fail(refusal(operation)) : decode(operation, body)
  )
}
