/**
 * How a push of Xiaoe is verified and opened.
 *
 * Signature: SHA-1 over token, timestamp, nonce and cipher, sorted. Cipher: AES-256-CBC of 16 random bytes, the length of
 * the XML (4 bytes, big-endian), the XML and a rest. Source: a running program; the document cannot be read.
 */
import { Crypto, type Push, type Shop } from "@huidan/adapter-kit"
import type { AdapterError, AdapterErrorReason, PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { XiaoeOptions } from "../Options.ts"
import { type PushEnvelope, readEnvelope, textOf } from "./Envelope.ts"

/** A token and the key beside it in the platform's console, and the names of their options. */
interface Pair {
  readonly token: Redacted.Redacted<string>
  readonly key: Redacted.Redacted<string>
  readonly keyOption: string
}

/** Seconds by which a push's time may differ from the platform's now. */
const standardPushWindow = 300

/** The current token and key, then those before them. A request that lacks a part of a push fails as `InvalidRequest`. */
export const pushKeys = (
  shop: Shop<XiaoeOptions>,
  request: PushRequest
): Effect.Effect<ReadonlyArray<Push.PushKey>, AdapterError> =>
  Effect.gen(function* () {
    const { previousPushKey, previousPushToken } = shop.options
    const current = {
      token: yield* shop.require("pushToken"),
      key: yield* shop.require("pushKey"),
      keyOption: "pushKey"
    }
    const previous =
      previousPushKey === undefined || previousPushToken === undefined
        ? []
        : [{ token: previousPushToken, key: previousPushKey, keyOption: "previousPushKey" }]
    const envelope = yield* readEnvelope(shop, request)
    if (envelope === null) return yield* shop.failure("push", noPush)
    return [current, ...previous].map((pair) => ({ secret: pair.key, text: open(shop, pair, envelope) }))
  })

/** The XML of a push. The signature goes first: it covers the time. */
const open = (shop: Shop<XiaoeOptions>, pair: Pair, envelope: PushEnvelope): Effect.Effect<string, AdapterError> =>
  Effect.gen(function* () {
    const key = yield* keyOf(shop, pair)
    yield* verify(shop, envelope, pair.token)
    return yield* decrypt(shop, key, pair, envelope)
  })

const noPush: AdapterErrorReason = {
  _tag: "InvalidRequest",
  detail: "the request is not an encrypted push: `encrypt`, `timestamp`, `nonce` or `signature` is missing"
}

const wrongKey = ({ failure }: Shop<XiaoeOptions>, { keyOption }: Pair, problem: string): AdapterError =>
  failure("push", {
    _tag: "Configuration",
    detail: `the option \`${keyOption}\` ${problem}: copy the decrypt key from the platform's console`
  })

/** The console's key lacks the last character of its Base64. */
const keyOf = (shop: Shop<XiaoeOptions>, pair: Pair): Effect.Effect<Uint8Array, AdapterError> => {
  const key = Result.getOrNull(Base64.decode(`${Redacted.value(pair.key).trim().replace(/=+$/, "")}=`))
  return key === null || key.length !== 32
    ? Effect.fail(wrongKey(shop, pair, "is not a key of 43 characters"))
    : Effect.succeed(key)
}

const verify = (
  { clock, failure, options }: Shop<XiaoeOptions>,
  { cipher, nonce, signature, timestamp }: PushEnvelope,
  token: Redacted.Redacted<string>
): Effect.Effect<void, AdapterError> =>
  Effect.gen(function* () {
    const signed = yield* Crypto.digestHex(
      "sha1",
      [Redacted.value(token), timestamp, nonce, cipher].toSorted().join("")
    )
    if (!Crypto.equalInConstantTime(signed, signature))
      return yield* failure("push", { _tag: "Authentication", kind: "signature" })
    const seconds = secondsOf(timestamp)
    const now = (yield* clock.now) / 1000
    if (seconds === null || Math.abs(now - seconds) > (options.pushWindow ?? standardPushWindow))
      return yield* failure("push", { _tag: "Authentication", kind: "clock" })
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
  pair: Pair,
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
    return xml !== null && length > 0 ? xml : yield* wrongKey(shop, pair, "does not decrypt the message")
  })
