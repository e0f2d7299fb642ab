/** Each code that the simulated platform sends is in the adapter's table, and no other: both were read from the document. */
import { assert, it } from "@effect/vitest"
import * as Codes from "../src/mallOrderDetail/Codes.ts"
import { codes } from "../twin/mallOrderDetail/States.ts"

it.each([
  ["type", Codes.kinds, codes.type],
  ["status", Codes.tradeStates, codes.status],
  ["status, fulfilment; 5 is decided by send_time", { ...Codes.fulfilmentStates, 5: null }, codes.status],
  ["pay_status", Codes.paymentStates, codes.pay_status],
  ["express_type", Codes.deliveryMethods, codes.express_type],
  ["order_status_tag", Codes.statusTags, codes.order_status_tag],
  ["refund_status", Codes.refundStates, codes.refund_status]
] as const)("%s", (_, table, sent) => {
  assert.deepStrictEqual(Object.keys(table).map(Number), [...sent])
})
