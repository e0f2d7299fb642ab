/** A message of the official platform: `{tag, msg_id, data}`. Source: op.jinritemai.com, by three public SDKs. */
import { Push, type Shop, Wire } from "@huidan/adapter-kit"
import { type AdapterError, orderKey, type PushEvent } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { DoudianOptions } from "../Options.ts"
import { probeTag, pushTags } from "./Tags.ts"

/** On the wire the id is `msg_id`, in the published examples `msgId`. */
const Message = Wire.object({ tag: Wire.code, msg_id: Wire.id, msgId: Wire.id })
const MessageData = Wire.object({ p_id: Wire.id, shop_id: Wire.id })

/** `null` for the platform's probe. A message of an unknown tag is handed on even if its data cannot be read. */
export const readMessage = (
  shop: Shop<DoudianOptions>,
  root: Push.Node
): Effect.Effect<PushEvent | null, AdapterError> =>
  Effect.gen(function* () {
    const message = yield* shop.codec.read("push", { root }, Message)
    const tag = message.tag.value
    if (tag === probeTag) return null
    const id = message.msg_id.value ?? message.msgId.value
    if (tag === null) return yield* lacks(shop, Push.memberOf(root, "tag"), "a tag")
    if (id === null) return yield* lacks(shop, Push.memberOf(root, "msg_id"), "a message id")
    const type = Object.hasOwn(pushTags, tag) ? pushTags[tag] : undefined
    const data = Push.memberOf(root, "data")
    const subject = subjectOf(shop, data)
    if (type === undefined) {
      const known = yield* Effect.orElseSucceed(subject, () => ({ orderId: null, key: null }))
      return { id, type: `unknown:${tag}`, ...known }
    }
    const { key, orderId } = yield* subject
    return orderId === null
      ? yield* lacks(shop, Push.memberOf(data, "p_id"), "an order id")
      : { id, type, orderId, key }
  })

const lacks = ({ failure }: Shop<DoudianOptions>, place: Push.Node, expected: string): AdapterError =>
  failure("push", Push.unreadable(place, expected))

/** `data` is JSON text or an object. */
const subjectOf = (shop: Shop<DoudianOptions>, node: Push.Node) =>
  Effect.gen(function* () {
    const text = "value" in node && typeof node.value === "string" ? node.value : null
    const data = text === null ? node : yield* Push.parse(shop, text, node.pointer)
    const { p_id, shop_id } = yield* shop.codec.read("push", { root: data }, MessageData)
    const orderId = p_id.value
    const shopId = shop_id.value
    return {
      orderId,
      key: orderId === null || shopId === null ? null : orderKey(shop.manifest.platform, shopId, orderId)
    }
  })
