/** What Paper Boat pushes when an order changes. Source: PLATFORM.md, 6. */
import { type Dice, type JsonNode, literal, type TwinPush, writeJson } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { hmac } from "../Hmac.ts"
import { time } from "../shared/Values.ts"

/** Invented, as everything in a twin. */
export const pushSecret = "boat-push-secret"

/** Invented too. */
const strangersSecrets = { pushSecret: "somebody else's secret" } as const

const kinds = ["order_created", "order_paid", "order_sent", "order_received", "order_closed", "order_refund"] as const

const message = (order: Order, kind: string, sequence: number, dice: Dice) => ({
  orderId: order.orderId,
  content: {
    id: `n-${order.orderId}-${sequence}`,
    kind,
    shop: order.shop.id,
    order: literal(order.orderId),
    at: time(order.times.updated, dice)
  } satisfies JsonNode
})

export const push: TwinPush = {
  message: (order, sequence, dice) => message(order, dice.pick(kinds), sequence, dice),
  unknown: (order, sequence, dice) => message(order, "order_sunk", sequence, dice),
  unreadable: (order, sequence) => ({
    content: { id: `n-${order.orderId}-${sequence}`, kind: "order_paid", shop: order.shop.id },
    orderId: order.orderId
  }),
  deliver: (messages, { at, signer }) => {
    const body = writeJson({ messages: messages.map(({ content }) => content) })
    const seconds = Math.floor(at / 1000)
    const secret = signer === "platform" ? pushSecret : strangersSecrets.pushSecret
    return Effect.map(hmac(secret, `${seconds}.${body}`), (signature) => ({
      method: "POST",
      url: "https://reader.example/push",
      headers: { "content-type": "application/json", "paperboat-sign": `t=${seconds},h=${signature}` },
      body: new TextEncoder().encode(body)
    }))
  },
  strangersSecrets,
  largestBatch: 20,
  coversTime: true,
  rotated: { pushSecret: "new-boat-push-secret", previousPushSecret: pushSecret },
  accepts: ({ body, status }) =>
    status === 200 &&
    Result.getOrElse(
      Result.try(() => (JSON.parse(body) as { readonly result?: unknown }).result === "ok"),
      () => false
    )
}
