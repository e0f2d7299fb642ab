/** Signatures of both doors, and the official door's token. */
import { Crypto, Wire } from "@huidan/adapter-kit"
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"
import type * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"

/**
 * 蜂巢's signature: MD5 over every parameter, empty values included and `sign` left out, as key and value in the order of
 * the keys, between two copies of the secret. Values are signed before they are encoded for the URL.
 */
export const fengchaoSign = (
  parameters: Readonly<Record<string, string>>,
  secret: Redacted.Redacted<string>
): Effect.Effect<string> => {
  const signed = Object.keys(parameters)
    .filter((key) => key !== "sign")
    .toSorted()
    .map((key) => `${key}${parameters[key] ?? ""}`)
  return Crypto.md5Hex(between(secret, signed.join("")))
}

export type SignMethod = "md5" | "hmac-sha256"

export interface OfficialRequest {
  readonly appKey: string
  readonly method: string
  /** The request's body, see `paramJson`: it must be sent exactly as it is signed. */
  readonly paramJson: string
  /** Unix seconds. */
  readonly timestamp: string
  readonly version: string
  readonly signMethod: SignMethod
}

/** The official platform's signature. The access token is not part of it. Source: the official Go SDK's algorithm. */
export const officialSign = (request: OfficialRequest, secret: Redacted.Redacted<string>): Effect.Effect<string> => {
  const { appKey, method, paramJson, signMethod, timestamp, version } = request
  const text = between(secret, `app_key${appKey}method${method}param_json${paramJson}timestamp${timestamp}v${version}`)
  return signMethod === "md5" ? Crypto.md5Hex(text) : Crypto.hmacSha256Hex(Redacted.value(secret), text)
}

/** Parameters as the official platform signs them: compact, keys sorted at every level, nothing escaped for HTML. */
export const paramJson = (value: Json): string => {
  if (isJsonArray(value)) return `[${value.map(paramJson).join(",")}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${paramJson(value[key] ?? null)}`)
  return `{${members.join(",")}}`
}

const between = (secret: Redacted.Redacted<string>, text: string): string =>
  `${Redacted.value(secret)}${text}${Redacted.value(secret)}`

/** `token.create` and `token.refresh`: `expires_in` is the number of seconds left, as number or text. */
export const TokenAnswer = Wire.object({
  data: Wire.object({
    access_token: Wire.text,
    refresh_token: Wire.text,
    expires_in: Wire.integer,
    shop_id: Wire.id,
    shop_name: Wire.name
  })
})
