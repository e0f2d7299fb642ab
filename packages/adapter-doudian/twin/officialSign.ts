/**
 * The signature of the official platform, as its SDK computes it: over app_key, method, param_json, timestamp and v, with
 * the secret at both ends; HMAC-SHA256 keyed with the secret, or MD5, in lower-case hexadecimal.
 */
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"
import * as Digest from "effect/crypto/Digest"
import * as Mac from "effect/crypto/Mac"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import * as Layer from "effect/Layer"

export interface OfficialParameters {
  readonly app_key: string
  readonly method: string
  readonly param_json: string
  readonly timestamp: string
  readonly v: string
}

const hmacLayer = Mac.layerWebCrypto.pipe(Layer.provide(SecureRandom.layerWebCrypto))

export const officialSign = (
  parameters: OfficialParameters,
  secret: string,
  method: "hmac-sha256" | "md5"
): Effect.Effect<string> => {
  const { app_key, method: operation, param_json, timestamp, v } = parameters
  const signed = `app_key${app_key}method${operation}param_json${param_json}timestamp${timestamp}v${v}`
  const bytes = new TextEncoder().encode(`${secret}${signed}${secret}`)
  if (method === "md5") {
    return Digest.Digest.use((digest) => digest.digestHex(Digest.md5, bytes)).pipe(
      Effect.provide(Digest.layerWebCrypto)
    )
  }
  return Effect.gen(function* () {
    const key = yield* Mac.key(Mac.hmacSha256, new TextEncoder().encode(secret))
    return Hex.encode(yield* Mac.Mac.use((mac) => mac.sign(key, bytes)))
  }).pipe(Effect.provide(hmacLayer), Effect.orDie)
}

/** Keys sorted at every level, nothing between the tokens, no character escaped that JSON does not ask for. */
export const sortedJson = (value: Json): string => {
  if (isJsonArray(value)) return `[${value.map(sortedJson).join(",")}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${sortedJson(value[key] ?? null)}`)
  return `{${members.join(",")}}`
}
