/**
 * Messages that Xiaoe pushes: signed, encrypted, XML.
 *
 * Signature: SHA-1 over token, timestamp, nonce and cipher, sorted. Cipher: AES-256-CBC of 16 random bytes, the length of
 * the XML (4 bytes, big-endian), the XML and a rest. Sources: 订单状态变更, 订单消息 and 售后单消息推送 of
 * api-doc.xiaoe-tech.com for the XML; a running program for the encryption, whose document cannot be read.
 */
import { Crypto, type Push, type Shop, Wire } from "@huidan/adapter-kit"
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
import * as Base64 from "effect/encoding/Base64"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { manifest } from "../Manifest.ts"
import type { XiaoeOptions } from "../Options.ts"
import { type PushEnvelope, readEnvelope, textOf } from "./Envelope.ts"
import { readXml } from "./Xml.ts"

const operation = "push"

/** Topics of messages about an order. */
const orderTopics: ReadonlySet<string> = new Set(["order_change", "order", "after_sale"])

const Message = Wire.object({
  type: Wire.text,
  app_id: Wire.id,
  message_id: Wire.id,
  xe_data: Wire.object({ app_id: Wire.id, order_id: Wire.id })
})

/** Seconds by which a push's time may differ from ours. */
const standardPushWindow = 300

/**
 * Verifies, decrypts, reads and acknowledges a push. A wrong signature fails as `Authentication(signature)`, a time
 * outside the window as `Authentication(clock)`, a message of another shop or a key that does not decrypt it as
 * `Configuration`. A verified message that cannot be read is one of the delivery's failures, and is acknowledged.
 */
export const receivePush = (
  shop: Shop<XiaoeOptions>,
  log: (typeof Push.PushLog)["Service"],
  request: PushRequest
): Effect.Effect<PushDelivery, AdapterError> =>
  Effect.gen(function* () {
    const token = yield* shop.require("pushToken")
    const key = yield* keyOf(shop, yield* shop.require("pushKey"))
    const envelope = yield* readEnvelope(shop, request)
    if (envelope === null) return yield* shop.failure(operation, noPush)
    yield* verify(shop, envelope, token)
    const xml = yield* decrypt(shop, key, envelope)
    const read = yield* Effect.result(readMessage(shop, xml))
    if (Result.isFailure(read) && read.failure.reason._tag === "Configuration") return yield* read.failure
    return {
      events: Result.isSuccess(read) ? [yield* eventOf(log, shop.shopId, read.success)] : [],
      failures: Result.isFailure(read) ? [read.failure] : [],
      acknowledgement: acknowledgementOf(shop.options)
    }
  })

const noPush: AdapterErrorReason = {
  _tag: "InvalidRequest",
  detail: "the request is not an encrypted push: `encrypt`, `timestamp`, `nonce` or `signature` is missing"
}

const acknowledgementOf = ({ pushAcknowledgement }: XiaoeOptions): PushDelivery["acknowledgement"] => ({
  status: pushAcknowledgement?.status ?? 200,
  headers: { "content-type": pushAcknowledgement?.contentType ?? "text/plain; charset=utf-8" },
  body: pushAcknowledgement?.body ?? "success"
})

/** The console's key lacks the last character of its Base64. */
const keyOf = (
  shop: Shop<XiaoeOptions>,
  pushKey: Redacted.Redacted<string>
): Effect.Effect<Uint8Array, AdapterError> => {
  const key = Result.getOrNull(Base64.decode(`${Redacted.value(pushKey).trim().replace(/=+$/, "")}=`))
  const detail = "the option `pushKey` is not a key of 43 characters: copy the decrypt key from the platform's console"
  return key === null || key.length !== 32
    ? Effect.fail(shop.failure(operation, { _tag: "Configuration", detail }))
    : Effect.succeed(key)
}

/** The signature goes first: it covers the time. */
const verify = (
  shop: Shop<XiaoeOptions>,
  { cipher, nonce, signature, timestamp }: PushEnvelope,
  token: Redacted.Redacted<string>
): Effect.Effect<void, AdapterError> =>
  Effect.gen(function* () {
    const signed = yield* Crypto.digestHex(
      "sha1",
      [Redacted.value(token), timestamp, nonce, cipher].toSorted().join("")
    )
    if (!Crypto.equalInConstantTime(signed, signature))
      return yield* shop.failure(operation, { _tag: "Authentication", kind: "signature" })
    const seconds = secondsOf(timestamp)
    const now = (yield* shop.clock.now) / 1000
    if (seconds === null || Math.abs(now - seconds) > (shop.options.pushWindow ?? standardPushWindow))
      return yield* shop.failure(operation, { _tag: "Authentication", kind: "clock" })
  })

/** Unix seconds, or milliseconds: neither is published. */
const secondsOf = (timestamp: string): number | null => {
  if (/^\d{1,11}$/.test(timestamp)) return Number(timestamp)
  return /^\d{12,14}$/.test(timestamp) ? Number(timestamp.slice(0, -3)) : null
}

const headLength = 20

const decrypt = (
  shop: Shop<XiaoeOptions>,
  key: Uint8Array,
  { cipher }: PushEnvelope
): Effect.Effect<string, AdapterError> =>
  Effect.gen(function* () {
    const data = Result.getOrNull(Base64.decode(cipher))
    const plain = data === null ? null : yield* Crypto.decryptAes256Cbc(key, key.slice(0, 16), data)
    const length =
      plain === null || plain.length < headLength ? 0 : new DataView(plain.buffer, plain.byteOffset).getUint32(16)
    const xml =
      plain === null || headLength + length > plain.length
        ? null
        : textOf(plain.subarray(headLength, headLength + length))
    if (xml !== null && length > 0) return xml
    const detail = "the option `pushKey` does not decrypt the message: copy the decrypt key from the platform's console"
    return yield* shop.failure(operation, { _tag: "Configuration", detail })
  })

type ReadMessage = Omit<PushEvent, "duplicate">

const readMessage = (shop: Shop<XiaoeOptions>, xml: string): Effect.Effect<ReadMessage, AdapterError> =>
  Effect.gen(function* () {
    const { appId } = shop.options
    const root = yield* readXml(xml)
    const message = yield* shop.codec.read(operation, { root }, Message)
    const type = message.type.value
    if (type === null) return yield* shop.failure(operation, absent("/type", "a topic"))
    // The order's shop; that of the message where its data names none.
    const named = message.xe_data.app_id.value ?? message.app_id.value
    if (appId !== undefined && named !== null && named !== appId) {
      const detail = `the push is of shop ${named}, the configuration names ${appId}`
      return yield* shop.failure(operation, { _tag: "Configuration", detail })
    }
    const orderId = message.xe_data.order_id.value
    const known = orderTopics.has(type)
    if (known && orderId === null) return yield* shop.failure(operation, absent("/xe_data/order_id", "an order id"))
    const keyShop = named ?? appId ?? null
    return {
      // A message without an id is recognised by its text.
      id: message.message_id.value ?? (yield* Crypto.digestHex("sha256", xml)),
      type: known ? type : `unknown:${type}`,
      orderId,
      key: orderId === null || keyShop === null ? null : orderKey(manifest.platform, keyShop, orderId)
    }
  })

const absent = (pointer: string, expected: string): AdapterErrorReason =>
  responseDecode({ pointer, expected, found: "nothing" })

const eventOf = (
  log: (typeof Push.PushLog)["Service"],
  shop: string | null,
  message: ReadMessage
): Effect.Effect<PushEvent> =>
  Effect.map(log.note(`${manifest.platform}/${shop ?? "-"}/${message.id}`), ({ duplicate }) => ({
    ...message,
    duplicate
  }))
