/** What the official platform pushes: a JSON array of messages. One app receives the messages of all its shops. */
import { Push, type Shop } from "@huidan/adapter-kit"
import type { DoudianOptions } from "../Options.ts"
import { readMessage } from "./Message.ts"
import { pushKeys } from "./Verification.ts"

export const pushes = (shop: Shop<DoudianOptions>): Push.Pushes => ({
  keys: (request) => pushKeys(shop, request),
  split: (body) => Push.messagesIn(shop, body, null),
  read: (message) => readMessage(shop, message),
  answer: { status: 200, headers: { "content-type": "application/json" }, body: '{"code":0,"msg":"success"}' },
  lease: shop.options.pushLease
})
