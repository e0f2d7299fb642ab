/** What Xiaoe pushes: one message at a time, signed, encrypted, XML. */
import type { Push, Shop } from "@huidan/adapter-kit"
import type { PushAnswer } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { XiaoeOptions } from "../Options.ts"
import { readMessage } from "./Message.ts"
import { pushKeys } from "./Verification.ts"
import { readXml } from "./Xml.ts"

export const pushes = (shop: Shop<XiaoeOptions>): Push.Pushes => ({
  keys: (request) => pushKeys(shop, request),
  split: (xml) => Effect.map(readXml(xml), (json) => [{ json, pointer: "", text: xml }]),
  read: (message, { text }) => readMessage(shop, message, text ?? ""),
  answer: answerOf(shop.options),
  lease: shop.options.pushLease
})

const answerOf = ({ pushAcknowledgement }: XiaoeOptions): PushAnswer => ({
  status: pushAcknowledgement?.status ?? 200,
  headers: { "content-type": pushAcknowledgement?.contentType ?? "text/plain; charset=utf-8" },
  body: pushAcknowledgement?.body ?? "success"
})
