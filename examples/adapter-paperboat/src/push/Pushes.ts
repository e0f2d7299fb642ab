/** What Paper Boat pushes: up to twenty messages in one signed body. Source: PLATFORM.md, 6. */
import { Push, type Shop } from "@huidan/adapter-kit"
import type { PaperboatOptions } from "../Options.ts"
import { readMessage } from "./Message.ts"
import { pushKeys } from "./Verification.ts"

/** How pushes are verified, what they hold, and what Paper Boat wants to hear. */
export const pushes = (shop: Shop<PaperboatOptions>): Push.Pushes => ({
  keys: (request) => pushKeys(shop, request),
  split: (body) => Push.messagesIn(shop, body, "messages"),
  read: (message) => readMessage(shop, message),
  answer: { status: 200, headers: { "content-type": "application/json" }, body: '{"result":"ok"}' },
  lease: shop.options.pushLease
})
