/** The signatures of both doors, as the SDKs of the gateway and of the platform compute them. */
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"
import * as Digest from "effect/crypto/Digest"
import * as Mac from "effect/crypto/Mac"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import * as Layer from "effect/Layer"

export const md5 = (bytes: Uint8Array): Effect.Effect<string> =>
  Digest.Digest.use((digest) => digest.digestHex(Digest.md5, bytes)).pipe(Effect.provide(Digest.layerWebCrypto))

export const hmac = (secret: Uint8Array, bytes: Uint8Array): Effect.Effect<string> =>
  Effect.gen(function* () {
    const key = yield* Mac.key(Mac.hmacSha256, secret)
    return Hex.encode(yield* Mac.Mac.use((mac) => mac.sign(key, bytes)))
  }).pipe(Effect.provide(Mac.layerWebCrypto.pipe(Layer.provide(SecureRandom.layerWebCrypto))), Effect.orDie)

/** UTF-8. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/**
 * 蜂巢's: lower-case hexadecimal MD5 of secret + every key and value in the byte order of the keys + secret, values as
 * they are before URL encoding. Empty values are signed like any other; `sign` itself is not.
 */
export const fengchaoSign = (parameters: Readonly<Record<string, string>>, secret: string): Effect.Effect<string> => {
  const signed = Object.keys(parameters)
    .filter((key) => key !== "sign")
    .sort()
    .map((key) => `${key}${parameters[key]}`)
    .join("")
  return md5(bytesOf(`${secret}${signed}${secret}`))
}

export interface OfficialParameters {
  readonly app_key: string
  readonly method: string
  readonly param_json: string
  readonly timestamp: string
  readonly v: string
}

/**
 * The official platform's: over app_key, method, param_json, timestamp and v, with the secret at both ends; HMAC-SHA256
 * keyed with the secret, or MD5, in lower-case hexadecimal.
 */
export const officialSign = (
  parameters: OfficialParameters,
  secret: string,
  method: "hmac-sha256" | "md5"
): Effect.Effect<string> => {
  const { app_key, method: operation, param_json, timestamp, v } = parameters
  const signed = `app_key${app_key}method${operation}param_json${param_json}timestamp${timestamp}v${v}`
  const bytes = bytesOf(`${secret}${signed}${secret}`)
  return method === "md5" ? md5(bytes) : hmac(bytesOf(secret), bytes)
}

/** Keys sorted at every level, nothing between the tokens, only those characters escaped that JSON requires. */
export const sortedJson = (value: Json): string => {
  if (isJsonArray(value)) return `[${value.map(sortedJson).join(",")}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${sortedJson(value[key] ?? null)}`)
  return `{${members.join(",")}}`
}
