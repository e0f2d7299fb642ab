/**
 * Messages that the official platform pushes: a JSON array of `{tag, msg_id, data}`, signed in the header `event-sign`.
 *
 * The signature covers the exact bytes but no time, so ids are remembered for seven days to recognise a message that
 * comes again. Sources: op.jinritemai.com guide 153/99, by three public SDKs; the HMAC variant by one public client.
 */
import { Crypto, Push, type Shop, Wire } from "@huidan/adapter-kit"
import {
  type AdapterError,
  type AdapterErrorReason,
  orderKey,
  type PushDelivery,
  type PushEvent,
  type PushRequest,
  responseDecode
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { DoudianOptions } from "../Options.ts"
import { probeTag, pushTags } from "./Tags.ts"

/** What errors name as their operation. */
const operation = "push"

/** On the wire the id is `msg_id`, in the published examples `msgId`. */
const Message = Wire.object({ tag: Wire.code, msg_id: Wire.id, msgId: Wire.id })
const MessageData = Wire.object({ p_id: Wire.id, shop_id: Wire.id })

/**
 * Verifies, reads and acknowledges a push. A wrong signature fails with `Authentication(signature)`, a body that is not a
 * list of messages with `ResponseDecode`; a single message that cannot be read is one of the delivery's failures.
 */
export const receivePush = (
  shop: Shop<DoudianOptions>,
  log: (typeof Push.PushLog)["Service"],
  request: PushRequest
): Effect.Effect<PushDelivery, AdapterError> =>
  Effect.gen(function* () {
    const appKey = yield* shop.require("appId")
    const appSecret = yield* shop.require("appSecret")
    const body = Push.textOf(request)
    const sign = body === null ? null : yield* signOf(shop.options, appKey, body, appSecret)
    if (body === null || sign === null || !Crypto.equalInConstantTime(sign, Push.headerOf(request, "event-sign"))) {
      return yield* shop.failure(operation, { _tag: "Authentication", kind: "signature" })
    }
    const read = yield* Effect.forEach(yield* messagesOf(shop, body), (message) =>
      Effect.result(readMessage(shop, message))
    )
    const messages = read.flatMap((result) =>
      Result.isSuccess(result) && result.success !== null ? [result.success] : []
    )
    return {
      events: yield* Effect.forEach(messages, (message) => eventOf(log, appKey, message)),
      failures: read.flatMap((result) => (Result.isFailure(result) ? [result.failure] : [])),
      acknowledgement
    }
  })

const acknowledgement = {
  status: 200,
  headers: { "content-type": "application/json" },
  body: '{"code":0,"msg":"success"}'
} as const

const signOf = (
  { pushSign }: DoudianOptions,
  appKey: string,
  body: string,
  appSecret: Redacted.Redacted<string>
): Effect.Effect<string> => {
  const secret = Redacted.value(appSecret)
  const text = `${appKey}${body}${secret}`
  return pushSign === "hmac-sha256" ? Crypto.hmacSha256Hex(secret, text) : Crypto.digestHex("md5", text)
}

const messagesOf = (
  shop: Shop<DoudianOptions>,
  body: string
): Effect.Effect<ReadonlyArray<Push.Message>, AdapterError> =>
  Effect.gen(function* () {
    const messages = Push.itemsOf(yield* Push.parse(shop, body))
    if (messages !== null) return messages
    const reason = responseDecode({ pointer: "", expected: "a list of messages", found: "something else" })
    return yield* shop.failure(operation, reason)
  })

interface ReadMessage extends Pick<PushEvent, "id" | "type" | "orderId" | "key"> {
  readonly tag: string
}

/** `null` for the platform's probe. A message of an unknown tag is delivered even if its data cannot be read. */
const readMessage = (shop: Shop<DoudianOptions>, node: Push.Message): Effect.Effect<ReadMessage | null, AdapterError> =>
  Effect.gen(function* () {
    const message = yield* shop.codec.read(operation, { root: node }, Message)
    const tag = message.tag.value
    if (tag === probeTag) return null
    const id = message.msg_id.value ?? message.msgId.value
    if (tag === null) return yield* shop.failure(operation, absent(`${node.pointer}/tag`, "a tag"))
    if (id === null) return yield* shop.failure(operation, absent(`${node.pointer}/msg_id`, "a message id"))
    const type = Object.hasOwn(pushTags, tag) ? pushTags[tag] : undefined
    const subject = subjectOf(shop, Push.memberOf(node, "data"))
    if (type === undefined) {
      const known = yield* Effect.orElseSucceed(subject, () => ({ orderId: null, key: null }))
      return { tag, id, type: `unknown:${tag}`, ...known }
    }
    const { key, orderId } = yield* subject
    if (orderId !== null) return { tag, id, type, orderId, key }
    return yield* shop.failure(operation, absent(`${node.pointer}/data/p_id`, "an order id"))
  })

/** `data` is JSON text or an object. */
const subjectOf = (shop: Shop<DoudianOptions>, node: Push.Message) =>
  Effect.gen(function* () {
    const text = "value" in node && typeof node.value === "string" ? node.value : null
    const data = text === null ? node : yield* Push.parse(shop, text, node.pointer)
    const { p_id, shop_id } = yield* shop.codec.read(operation, { root: data }, MessageData)
    const orderId = p_id.value
    const shopId = shop_id.value
    return {
      orderId,
      key: orderId === null || shopId === null ? null : orderKey(shop.manifest.platform, shopId, orderId)
    }
  })

const absent = (pointer: string, expected: string): AdapterErrorReason =>
  responseDecode({ pointer, expected, found: "nothing" })

/** One app receives the messages of all its shops. The published examples show one id under several tags. */
const eventOf = (
  log: (typeof Push.PushLog)["Service"],
  appKey: string,
  { tag, ...message }: ReadMessage
): Effect.Effect<PushEvent> =>
  Effect.map(log.note(`doudian/${appKey}/${tag}/${message.id}`), ({ duplicate }) => ({
    ...message,
    duplicate
  }))
