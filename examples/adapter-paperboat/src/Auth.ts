/** Paper Boat's signature: every request is signed in its query, there are no tokens. Source: PLATFORM.md, 1. */
import { type Calls, Crypto } from "@huidan/adapter-kit"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import type { PaperboatOptions } from "./Options.ts"

type Parameters = Readonly<Record<string, string>>

/** A GET request with these parameters, signed when it is sent: a repeated request has a new time, nonce and signature. */
export const get =
  (parameters: Parameters): Calls.MakeRequest<PaperboatOptions> =>
  ({ now, path, require, url }) =>
    Effect.gen(function* () {
      const shop = yield* require("shopId")
      const key = yield* require("key")
      const secret = yield* require("secret")
      const ts = String(Math.floor((yield* now) / 1000))
      const all = { ...parameters, shop, key, ts, nonce: yield* nonce }
      const sign = yield* signatureOf(path, all, secret)
      return HttpClientRequest.get(url, { urlParams: { ...all, sign } })
    })

/** HMAC-SHA256 over path and sorted parameters. Values are signed before they are encoded for the URL. */
const signatureOf = (
  path: string,
  parameters: Parameters,
  secret: Redacted.Redacted<string>
): Effect.Effect<string> => {
  const sorted = Object.keys(parameters)
    .toSorted()
    .map((name) => `${name}=${parameters[name] ?? ""}`)
  return Crypto.hmacSha256Hex(Redacted.value(secret), `${path}?${sorted.join("&")}`)
}

/** 16 hexadecimal digits. */
const nonce: Effect.Effect<string> = Effect.map(
  Effect.all([Random.nextIntBetween(0, 2 ** 32), Random.nextIntBetween(0, 2 ** 32)]),
  (halves) => halves.map((half) => half.toString(16).padStart(8, "0")).join("")
)
