/**
 * How Xiaoe pushes: one message at a time, signed with its time, encrypted. The names and form of the parts around the cipher are
 * not published, so every form that a running program knows occurs; so is the answer that the platform takes as "received".
 */
import type { Dice, TwinPush, TwinPushMessage } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { afterSaleIds } from "../shared/Sums.ts"
import { type PushTopic, pushRequest, pushSecrets, pushXml } from "./Message.ts"

/** `action` of 订单状态变更. */
const actions = [
  "create",
  "create_zero_order",
  "set_pay",
  "cancel",
  "confirm_ship",
  "confirm_receipt",
  "refund_callback",
  "settle",
  "gift_code_receive",
  "redeem",
  "friend_receive",
  "create_offline_order",
  "team_buy_success",
  "user_receive_gift_class"
] as const

/** After-sales are pushed when they are made, and not every order has one. */
const topicOf = (order: Order, dice: Dice): PushTopic =>
  afterSaleIds(order).length > 0
    ? dice.pick(["order_change", "order", "after_sale"])
    : dice.pick(["order_change", "order"])

const messageOn =
  (topicFor: (order: Order, dice: Dice) => string) =>
  (order: Order, sequence: number, dice: Dice): TwinPushMessage => {
    const topic = topicFor(order, dice)
    const content = pushXml(order, {
      topic,
      messageId: `${order.orderId}-${sequence}`,
      retry: dice.between(0, 3),
      root: dice.pick(["doc", "doc", "xml", "none"]),
      ...(topic === "order_change" ? { action: dice.pick(actions) } : {})
    })
    return { content, orderId: order.orderId }
  }

/** Invented, like those of the shop. */
const strangersSecrets = {
  pushToken: "anotherTokenOfNobody",
  pushKey: "c3RyYW5nZXItcHVzaC1rZXktMzItYnl0ZXMtbG9uZyE"
} as const

/** Those that the console shows after an exchange; the platform still signs with the ones before. */
const rotated = {
  pushToken: "newPushTokenOfNobody",
  pushKey: "bmV3LXB1c2gta2V5LW9mLW5vYm9keS0zMi1ieXRlcyE",
  previousPushToken: pushSecrets.pushToken,
  previousPushKey: pushSecrets.pushKey
} as const

export const push: TwinPush = {
  message: messageOn(topicOf),
  // 积分变更, 考试: only the names of these topics are known.
  unknown: messageOn((_order, dice) => dice.pick(["points_change", "exam"])),
  unreadable: (order, sequence) => ({
    content: `<doc><type>order_change</type><message_id>${order.orderId}-${sequence}</message_id></doc>`,
    orderId: order.orderId
  }),
  deliver: ([message], { at, dice, signer }) =>
    Effect.promise(() =>
      pushRequest(typeof message?.content === "string" ? message.content : "", {
        timestamp: Math.floor(at / 1000),
        nonce: dice.digits(10),
        block: dice.pick([16, 32]),
        body: dice.pick(["json", "xml", "form"]),
        signature: dice.pick(["msg_signature", "signature"]),
        query: dice.chance(0.5),
        ...(signer === "stranger" ? { secrets: strangersSecrets } : {})
      })
    ),
  strangersSecrets,
  largestBatch: 1,
  coversTime: true,
  rotated,
  accepts: ({ status }) => status >= 200 && status < 300
}
