/**
 * Messages that the official platform pushes: a JSON array of `{tag, msg_id, data}`, signed in the header `event-sign`.
 *
 * The signature covers the very bytes and no time, so ids are remembered for seven days to tell a message that comes
 * again. Sources: op.jinritemai.com guide 153/99, by three public SDKs; the HMAC variant by one public client.
 */
import {
  Cell,
  Crypto,
  childOf,
  type Located,
  LocatedList,
  locate,
  type OrderCodec,
  Push,
  parseLossless,
  requireOption,
  Wire
} from "@huidan/adapter-kit"
import { type AdapterError, orderKey, type PushDelivery, type PushEvent, type PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { manifest } from "../Manifest.ts"
import type { DoudianOptions } from "../Options.ts"
import { probeTag, pushTags } from "./Tags.ts"

const operation = "push"

/** On the wire the id is `msg_id`, in the published examples `msgId`. */
const Message = Wire.object({ tag: Wire.code, msg_id: Wire.id, msgId: Wire.id })
const MessageData = Wire.object({ p_id: Wire.id, shop_id: Wire.id })

/**
 * Verifies, reads and acknowledges a push. A wrong signature fails as `Authentication(signature)`, a body that is no list
 * of messages as `ResponseDecode`; a single message that cannot be read is one of the delivery's failures.
 */
export const receivePush = (
  options: DoudianOptions,
  codec: OrderCodec,
  log: Push.PushLogService,
  request: PushRequest
): Effect.Effect<PushDelivery, AdapterError> =>
  Effect.gen(function* () {
    const shop = options.shopId ?? null
    const appKey = yield* requireOption(manifest, shop, "appId", options.appId)
    const appSecret = yield* requireOption(manifest, shop, "appSecret", options.appSecret)
    const body = textOf(request.body)
    const sign = body === null ? null : yield* signOf(options, appKey, body, appSecret)
    if (body === null || sign === null || !Crypto.equalInConstantTime(sign, headerOf(request, "event-sign"))) {
      return yield* codec.failure(operation, { _tag: "Authentication", kind: "signature" })
    }
    const read = yield* Effect.forEach(yield* messagesOf(codec, body), (message) =>
      Effect.result(readMessage(codec, message))
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

/** `null` for bytes that are no UTF-8: what is signed is JSON. A byte-order mark is kept, for it is signed too. */
const textOf = (bytes: Uint8Array): string | null =>
  Result.getOrElse(
    Result.try(() => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)),
    () => null
  )

const signOf = (
  { pushSign }: DoudianOptions,
  appKey: string,
  body: string,
  appSecret: Redacted.Redacted<string>
): Effect.Effect<string> => {
  const secret = Redacted.value(appSecret)
  const text = `${appKey}${body}${secret}`
  return pushSign === "hmac-sha256" ? Crypto.hmacSha256Hex(secret, text) : Crypto.md5Hex(text)
}

const headerOf = ({ headers }: PushRequest, name: string): string =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? ""

const messagesOf = (codec: OrderCodec, body: string): Effect.Effect<ReadonlyArray<Located>, AdapterError> =>
  Effect.gen(function* () {
    const root = yield* parsed(codec, body, "")
    if (root instanceof LocatedList) return root.items
    const reason = { pointer: "", expected: "a list of messages", found: "something else", position: null }
    return yield* codec.failure(operation, { _tag: "ResponseDecode", ...reason })
  })

/** JSON text, without loss: order numbers have 64 bits. */
const parsed = (codec: OrderCodec, text: string, pointer: string): Effect.Effect<Located, AdapterError> =>
  Effect.fromResult(parseLossless(text)).pipe(
    Effect.map(({ value }) => locate(value, pointer)),
    Effect.mapError((error) => codec.failure(operation, { _tag: "ResponseDecode", pointer, ...error }))
  )

interface ReadMessage extends Pick<PushEvent, "id" | "type" | "orderId" | "key"> {
  readonly tag: string
}

/** `null` for the platform's probe. A message of an unknown tag is delivered whatever its data is. */
const readMessage = (codec: OrderCodec, node: Located): Effect.Effect<ReadMessage | null, AdapterError> =>
  Effect.gen(function* () {
    const message = yield* codec.read(operation, { root: node }, Message)
    const tag = message.tag.value
    if (tag === probeTag) return null
    const id = message.msg_id.value ?? message.msgId.value
    if (tag === null) return yield* codec.failure(operation, absent(`${node.pointer}/tag`, "a tag"))
    if (id === null) return yield* codec.failure(operation, absent(`${node.pointer}/msg_id`, "a message id"))
    const type = Object.hasOwn(pushTags, tag) ? pushTags[tag] : undefined
    const subject = subjectOf(codec, childOf(node, "data"))
    if (type === undefined) {
      const known = yield* Effect.orElseSucceed(subject, () => ({ orderId: null, key: null }))
      return { tag, id, type: `unknown:${tag}`, ...known }
    }
    const { key, orderId } = yield* subject
    if (orderId !== null) return { tag, id, type, orderId, key }
    return yield* codec.failure(operation, absent(`${node.pointer}/data/p_id`, "an order id"))
  })

/** `data` is JSON text or an object. */
const subjectOf = (codec: OrderCodec, node: Located) =>
  Effect.gen(function* () {
    const data =
      node instanceof Cell && typeof node.value === "string" ? yield* parsed(codec, node.value, node.pointer) : node
    const { p_id, shop_id } = yield* codec.read(operation, { root: data }, MessageData)
    const orderId = p_id.value
    const shop = shop_id.value
    return { orderId, key: orderId === null || shop === null ? null : orderKey(manifest.platform, shop, orderId) }
  })

const absent = (pointer: string, expected: string) =>
  ({ _tag: "ResponseDecode", pointer, expected, found: "nothing", position: null }) as const

/** One app receives the messages of all its shops. The published examples show one id under several tags. */
const eventOf = (
  log: Push.PushLogService,
  appKey: string,
  { tag, ...message }: ReadMessage
): Effect.Effect<PushEvent> =>
  Effect.map(log.note(`doudian/${appKey}/${tag}/${message.id}`, Push.memorySeconds), ({ duplicate }) => ({
    ...message,
    duplicate
  }))
