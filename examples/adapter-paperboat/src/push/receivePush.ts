/**
 * Messages that Paper Boat pushes: JSON, up to twenty in one body, signed in the header `paperboat-sign`.
 *
 * The signature covers the time, so an old delivery is refused; ids are remembered besides, for the platform signs a
 * message anew when it sends it again. Source: PLATFORM.md, 6.
 */
import {
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
import {
  type AdapterError,
  type AdapterErrorReason,
  orderKey,
  type PushDelivery,
  type PushEvent,
  type PushRequest
} from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { manifest } from "../Manifest.ts"
import type { PaperboatOptions } from "../Options.ts"

const operation = "push"

const kinds: ReadonlySet<string> = new Set([
  "order_created",
  "order_paid",
  "order_sent",
  "order_received",
  "order_closed",
  "order_refund"
])

const Message = Wire.object({ id: Wire.text, kind: Wire.code, shop: Wire.id, order: Wire.id })

/** Seconds by which a delivery's time may differ from ours. */
const pushWindow = 300

/**
 * Verifies, reads and acknowledges a push. A wrong signature fails as `Authentication(signature)`, a time outside the
 * window as `Authentication(clock)`; a single message that cannot be read is one of the delivery's failures.
 */
export const receivePush = (
  options: PaperboatOptions,
  codec: OrderCodec,
  log: Push.PushLogService,
  request: PushRequest
): Effect.Effect<PushDelivery, AdapterError> =>
  Effect.gen(function* () {
    const secret = yield* requireOption(manifest, options.shopId ?? null, "pushSecret", options.pushSecret)
    const body = yield* verifiedBody(codec, request, Redacted.value(secret))
    const read = yield* Effect.forEach(yield* messagesOf(codec, body), (node) =>
      Effect.result(readMessage(codec, node))
    )
    return {
      events: yield* Effect.forEach(
        read.flatMap((result) => (Result.isSuccess(result) ? [result.success] : [])),
        (message) => eventOf(log, message)
      ),
      failures: read.flatMap((result) => (Result.isFailure(result) ? [result.failure] : [])),
      acknowledgement: { status: 200, headers: { "content-type": "application/json" }, body: '{"result":"ok"}' }
    }
  })

/** The signature goes first: it covers the time. */
const verifiedBody = (codec: OrderCodec, request: PushRequest, secret: string): Effect.Effect<string, AdapterError> =>
  Effect.gen(function* () {
    const [, time, signature] = /^t=(\d{1,11}),h=([0-9a-f]{64})$/.exec(headerOf(request, "paperboat-sign")) ?? []
    const body = textOf(request.body)
    const wrong = codec.failure(operation, { _tag: "Authentication", kind: "signature" })
    if (time === undefined || signature === undefined || body === null) return yield* wrong
    if (!Crypto.equalInConstantTime(yield* Crypto.hmacSha256Hex(secret, `${time}.${body}`), signature))
      return yield* wrong
    const now = (yield* Clock.currentTimeMillis) / 1000
    if (Math.abs(now - Number(time)) > pushWindow)
      return yield* codec.failure(operation, { _tag: "Authentication", kind: "clock" })
    return body
  })

const headerOf = ({ headers }: PushRequest, name: string): string =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? ""

/** `null` for bytes that are no UTF-8. A byte-order mark is kept, for it is signed too. */
const textOf = (bytes: Uint8Array): string | null =>
  Result.getOrElse(
    Result.try(() => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)),
    () => null
  )

/** Read without loss: order numbers have 64 bits. */
const messagesOf = (codec: OrderCodec, body: string): Effect.Effect<ReadonlyArray<Located>, AdapterError> =>
  Effect.gen(function* () {
    const { value } = yield* Effect.mapError(Effect.fromResult(parseLossless(body)), (error) =>
      codec.failure(operation, { _tag: "ResponseDecode", pointer: "", ...error })
    )
    const messages = childOf(locate(value), "messages")
    if (messages instanceof LocatedList) return messages.items
    return yield* codec.failure(operation, notFound(messages, "a list of messages"))
  })

type ReadMessage = Omit<PushEvent, "duplicate">

/** A kind that no document knows is delivered, whatever it speaks of. */
const readMessage = (codec: OrderCodec, node: Located): Effect.Effect<ReadMessage, AdapterError> =>
  Effect.gen(function* () {
    const message = yield* codec.read(operation, { root: node }, Message)
    const id = message.id.value
    const kind = message.kind.value
    const orderId = message.order.value
    const shop = message.shop.value
    if (id === null) return yield* codec.failure(operation, notFound(childOf(node, "id"), "an id"))
    if (kind === null) return yield* codec.failure(operation, notFound(childOf(node, "kind"), "a kind"))
    const known = kinds.has(kind)
    if (known && orderId === null)
      return yield* codec.failure(operation, notFound(childOf(node, "order"), "an order id"))
    return {
      id,
      type: known ? kind : `unknown:${kind}`,
      orderId,
      key: orderId === null || shop === null ? null : orderKey(manifest.platform, shop, orderId)
    }
  })

const notFound = ({ pointer }: Located, expected: string): AdapterErrorReason => ({
  _tag: "ResponseDecode",
  pointer,
  expected,
  found: "nothing of the kind",
  position: null
})

const eventOf = (log: Push.PushLogService, message: ReadMessage): Effect.Effect<PushEvent> =>
  Effect.map(log.note(`${manifest.platform}/${message.id}`, Push.memorySeconds), ({ duplicate }) => ({
    ...message,
    duplicate
  }))
