/**
 * What the official platform pushes when an order changes, as its message documents and three public SDKs have it.
 *
 * Both kinds of signature are in the wild; order numbers come as 64-bit numbers or as text, `data` as JSON text or as an
 * object.
 */
import { type Dice, type JsonNode, writeJson } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { bytesOf, hmac, md5 } from "../Auth.ts"
import { bareId, seconds } from "../order/Shapes.ts"
import { statusCodes } from "../order/Status.ts"
import { officialAccount } from "../shared/Official.ts"

/** A push as the platform sends it. */
export interface Push {
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

/** How a push is signed. */
export type PushSignature = "md5" | "hmac-sha256"

/** A message about an order; `sequence` distinguishes messages of one order and tag. */
export const pushMessage = (order: Order, tag: number, sequence: number, dice: Dice): JsonNode => {
  const id = (value: string) => (dice.chance(0.7) ? bareId(value) : value)
  const data: JsonNode = {
    p_id: id(order.orderId),
    s_ids: order.lines.map((line) => id(line.lineId ?? order.orderId)),
    shop_id: id(order.shop.id),
    order_status: statusCodes(order).orderStatus,
    order_type: 0,
    biz: 2,
    update_time: seconds(order.times.updated)
  }
  return {
    tag: dice.chance(0.8) ? String(tag) : tag,
    msg_id: `${order.orderId}::${tag}:${seconds(order.times.updated)}:${sequence}`,
    data: dice.chance(0.8) ? writeJson(data) : data
  }
}

/** The platform's question whether the address answers. */
export const probeMessage: JsonNode = { tag: "0", msg_id: "0", data: "2024-06-01T08:00:00+08:00" }

/** Messages in one push, signed. */
export const signedPush = (
  messages: ReadonlyArray<JsonNode>,
  signature: PushSignature = "md5",
  secret: string = officialAccount.appSecret
): Effect.Effect<Push> => signedBody(bytesOf(writeJson(messages)), signature, secret)

/** Any body, signed: MD5 of app key, body and secret, or the HMAC-SHA256 of the same keyed with the secret. */
export const signedBody = (
  body: Uint8Array,
  signature: PushSignature = "md5",
  appSecret: string = officialAccount.appSecret
): Effect.Effect<Push> => {
  const { appKey } = officialAccount
  const signed = Uint8Array.from([...bytesOf(appKey), ...body, ...bytesOf(appSecret)])
  const sign = signature === "md5" ? md5(signed) : hmac(bytesOf(appSecret), signed)
  return Effect.map(sign, (hex) => ({
    body,
    headers: { "app-id": appKey, "event-sign": hex, "content-type": "application/json" }
  }))
}
