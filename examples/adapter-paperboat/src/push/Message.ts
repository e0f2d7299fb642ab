/** One message of a push. Source: PLATFORM.md, 6. */
import { Push, type Shop, Wire } from "@huidan/adapter-kit"
import { type AdapterError, orderKey, type PushEvent } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { PaperboatOptions } from "../Options.ts"

const kinds: ReadonlySet<string> = new Set([
  "order_created",
  "order_paid",
  "order_sent",
  "order_received",
  "order_closed",
  "order_refund"
])

const Message = Wire.object({ id: Wire.text, kind: Wire.code, shop: Wire.id, order: Wire.id })

/** A message of an unknown kind is handed on too, as `unknown:<kind>`, with or without an order. */
export const readMessage = (
  { codec, failure, manifest }: Shop<PaperboatOptions>,
  root: Push.Node
): Effect.Effect<PushEvent, AdapterError> =>
  Effect.gen(function* () {
    const message = yield* codec.read("push", { root }, Message)
    const lacks = (key: string, expected: string) =>
      failure("push", Push.unreadable(Push.memberOf(root, key), expected))
    const id = message.id.value
    const kind = message.kind.value
    const orderId = message.order.value
    const shop = message.shop.value
    if (id === null) return yield* lacks("id", "an id")
    if (kind === null) return yield* lacks("kind", "a kind")
    const known = kinds.has(kind)
    if (known && orderId === null) return yield* lacks("order", "an order id")
    return {
      id,
      type: known ? kind : `unknown:${kind}`,
      orderId,
      key: orderId === null || shop === null ? null : orderKey(manifest.platform, shop, orderId)
    }
  })
