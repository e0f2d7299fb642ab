/** A message of Xiaoe's pushes. Sources: 订单状态变更, 订单消息 and 售后单消息推送 of api-doc.xiaoe-tech.com. */
import { Crypto, Push, type Shop, Wire } from "@huidan/adapter-kit"
import { type AdapterError, orderKey, type PushEvent } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { XiaoeOptions } from "../Options.ts"

/** Topics of messages about an order. */
const orderTopics: ReadonlySet<string> = new Set(["order_change", "order", "after_sale"])

const Message = Wire.object({
  type: Wire.text,
  app_id: Wire.id,
  message_id: Wire.id,
  xe_data: Wire.object({ app_id: Wire.id, order_id: Wire.id })
})

/** A message of an unknown topic is handed on too, as `unknown:<topic>`. One of another shop fails as `Configuration`. */
export const readMessage = (
  { codec, failure, manifest, options }: Shop<XiaoeOptions>,
  root: Push.Node,
  xml: string
): Effect.Effect<PushEvent, AdapterError> =>
  Effect.gen(function* () {
    const { appId } = options
    const message = yield* codec.read("push", { root }, Message)
    const type = message.type.value
    if (type === null) return yield* failure("push", Push.unreadable(Push.memberOf(root, "type"), "a topic"))
    // The order's shop; that of the message where its data names none.
    const named = message.xe_data.app_id.value ?? message.app_id.value
    if (appId !== undefined && named !== null && named !== appId) {
      const detail = `the push is of shop ${named}, the configuration names ${appId}`
      return yield* failure("push", { _tag: "Configuration", detail })
    }
    const orderId = message.xe_data.order_id.value
    const known = orderTopics.has(type)
    if (known && orderId === null) {
      const place = Push.memberOf(Push.memberOf(root, "xe_data"), "order_id")
      return yield* failure("push", Push.unreadable(place, "an order id"))
    }
    const keyShop = named ?? appId ?? null
    return {
      // A message without an id is recognised by its text.
      id: message.message_id.value ?? (yield* Crypto.digestHex("sha256", xml)),
      type: known ? type : `unknown:${type}`,
      orderId,
      key: orderId === null || keyShop === null ? null : orderKey(manifest.platform, keyShop, orderId)
    }
  })
