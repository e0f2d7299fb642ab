/** One message of a push. Source: PLATFORM.md, 6. */
import { Push, type Shop, Wire } from "@huidan/adapter-kit"
import { type AdapterError, type AdapterErrorReason, orderKey, type PushEvent, responseDecode } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { PaperboatOptions } from "../Options.ts"

/** The operation's name in errors. */
export const operation = "push"

const kinds: ReadonlySet<string> = new Set([
  "order_created",
  "order_paid",
  "order_sent",
  "order_received",
  "order_closed",
  "order_refund"
])

const Message = Wire.object({ id: Wire.text, kind: Wire.code, shop: Wire.id, order: Wire.id })

export type ReadMessage = Omit<PushEvent, "duplicate">

/** The messages of a body. */
export const messagesOf = (
  shop: Shop<PaperboatOptions>,
  body: string
): Effect.Effect<ReadonlyArray<Push.Message>, AdapterError> =>
  Effect.gen(function* () {
    const messages = Push.memberOf(yield* Push.parse(shop, body), "messages")
    return Push.itemsOf(messages) ?? (yield* shop.failure(operation, notFound(messages, "a list of messages")))
  })

/** A message of an unknown kind is handed on too, as `unknown:<kind>`, with or without an order. */
export const readMessage = (
  { codec, failure, manifest }: Shop<PaperboatOptions>,
  root: Push.Message
): Effect.Effect<ReadMessage, AdapterError> =>
  Effect.gen(function* () {
    const message = yield* codec.read(operation, { root }, Message)
    const id = message.id.value
    const kind = message.kind.value
    const orderId = message.order.value
    const shop = message.shop.value
    if (id === null) return yield* failure(operation, notFound(Push.memberOf(root, "id"), "an id"))
    if (kind === null) return yield* failure(operation, notFound(Push.memberOf(root, "kind"), "a kind"))
    const known = kinds.has(kind)
    if (known && orderId === null)
      return yield* failure(operation, notFound(Push.memberOf(root, "order"), "an order id"))
    return {
      id,
      type: known ? kind : `unknown:${kind}`,
      orderId,
      key: orderId === null || shop === null ? null : orderKey(manifest.platform, shop, orderId)
    }
  })

const notFound = ({ pointer }: Push.Message, expected: string): AdapterErrorReason =>
  responseDecode({ pointer, expected, found: "nothing of the kind" })
