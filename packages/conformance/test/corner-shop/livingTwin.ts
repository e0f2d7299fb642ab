/** The example platform with orders that change and pushes of the changes. */
import { fieldChanges, type TwinDefinition, transitionsAmong } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { twin as cornerShop } from "./twin.ts"

export const twin: TwinDefinition = {
  ...cornerShop,
  platform: "living_shop",
  limits: {
    ...cornerShop.limits,
    changes: { transitions: transitionsAmong(cornerShop.limits.states), fields: fieldChanges }
  },
  push: {
    message: (order, sequence) => ({ orderId: order.orderId, content: { sequence, order: order.orderId } }),
    deliver: ([message], { signer }) =>
      Effect.succeed({
        method: "POST",
        url: `https://reader.example/push?sign=${signer === "platform" ? 1 : 0}`,
        headers: { "content-type": "application/json" },
        body: new TextEncoder().encode(JSON.stringify(message?.content))
      }),
    largestBatch: 1,
    coversTime: false,
    accepts: ({ status }) => status === 200
  }
}
