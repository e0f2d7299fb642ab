/** How the official platform pushes: several messages in one body. The signature covers its bytes, and no time. */
import type { TwinPush } from "@huidan/conformance"
import type { PushAnswer } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { officialAccount } from "../shared/Official.ts"
import { type PushSignature, pushMessage, signedPush } from "./Message.ts"

/** The tags about orders and after-sales in the message documents 30 and 31. */
const tags = [
  100, 101, 102, 103, 104, 105, 106, 108, 109, 110, 111, 113, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 211,
  212, 213, 214, 215, 216, 217, 218, 224, 225, 226, 227
] as const

/** `{"code":0,"msg":"success"}`. */
const isReceived = ({ body, status }: PushAnswer): boolean => {
  const answer: unknown = Result.getOrNull(Result.try(() => JSON.parse(body)))
  return (
    status === 200 &&
    typeof answer === "object" &&
    answer !== null &&
    "code" in answer &&
    answer.code === 0 &&
    "msg" in answer &&
    answer.msg === "success"
  )
}

/** Invented, like that of the app. */
const strangersSecrets = { appSecret: "secret-of-a-stranger" } as const

export const pushSignedBy = (signature: PushSignature): TwinPush => ({
  message: (order, sequence, dice) => ({
    content: pushMessage(order, dice.pick(tags), sequence, dice),
    orderId: order.orderId
  }),
  unknown: (order, sequence, dice) => ({
    content: pushMessage(order, dice.between(900, 999), sequence, dice),
    orderId: order.orderId
  }),
  unreadable: (order, sequence) => ({
    content: { tag: "101", msg_id: `${order.orderId}::101:${sequence}`, data: "{}" },
    orderId: order.orderId
  }),
  deliver: (messages, { signer }) =>
    Effect.map(
      signedPush(
        messages.map(({ content }) => content),
        signature,
        ...(signer === "stranger" ? ([strangersSecrets.appSecret] as const) : [])
      ),
      ({ body, headers }) => ({ method: "POST", url: "https://shop.example/push", headers, body })
    ),
  strangersSecrets,
  // No limit is published.
  largestBatch: 20,
  coversTime: false,
  rotated: { appSecret: "new-secret-of-nobody", previousAppSecret: officialAccount.appSecret },
  accepts: isReceived
})
