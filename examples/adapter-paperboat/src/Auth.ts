/** Paper Boat's signature: every request is signed in its query, there are no tokens. Source: PLATFORM.md, 1. */
import { Crypto, requireOption } from "@huidan/adapter-kit"
import type { AdapterError } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import { manifest } from "./Manifest.ts"
import type { PaperboatOptions } from "./Options.ts"

export type Parameters = Readonly<Record<string, string>>

/** HMAC-SHA256 over path and sorted parameters; values are signed before they are encoded for the URL. */
export const signatureOf = (
  path: string,
  parameters: Parameters,
  secret: Redacted.Redacted<string>
): Effect.Effect<string> => {
  const sorted = Object.keys(parameters)
    .toSorted()
    .map((name) => `${name}=${parameters[name] ?? ""}`)
  return Crypto.hmacSha256Hex(Redacted.value(secret), `${path}?${sorted.join("&")}`)
}

/** The query of a request, signed for this moment: a repetition of the request is signed anew. */
export const signed = (
  options: PaperboatOptions,
  path: string,
  parameters: Parameters
): Effect.Effect<Parameters, AdapterError> =>
  Effect.gen(function* () {
    const shop = yield* requireOption(manifest, null, "shopId", options.shopId)
    const key = yield* requireOption(manifest, shop, "key", options.key)
    const secret = yield* requireOption(manifest, shop, "secret", options.secret)
    const ts = String(Math.floor((yield* Clock.currentTimeMillis) / 1000))
    const all = { ...parameters, shop, key, ts, nonce: yield* nonce }
    return { ...all, sign: yield* signatureOf(path, all, secret) }
  })

/** 16 hexadecimal digits. */
const nonce: Effect.Effect<string> = Effect.map(
  Effect.all([Random.nextIntBetween(0, 2 ** 32), Random.nextIntBetween(0, 2 ** 32)]),
  (halves) => halves.map((half) => half.toString(16).padStart(8, "0")).join("")
)
