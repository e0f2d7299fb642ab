/** Signatures of both doors, and their requests: each signed with the time at which it is sent. */
import { type Calls, Crypto } from "@huidan/adapter-kit"
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import type { DoudianOptions } from "./Options.ts"

/**
 * 蜂巢's signature: MD5 over every parameter except `sign`, empty values included, as key and value in the order of the
 * keys, between two copies of the secret. Values are signed before they are encoded for the URL. Source: 蜂巢开放 SDK.
 */
export const fengchaoSign = (
  parameters: Readonly<Record<string, string>>,
  secret: Redacted.Redacted<string>
): Effect.Effect<string> => {
  const signed = Object.keys(parameters)
    .filter((key) => key !== "sign")
    .toSorted()
    .map((key) => `${key}${parameters[key] ?? ""}`)
  return Crypto.digestHex("md5", between(secret, signed.join("")))
}

/** A request to 蜂巢: form-encoded. `parameters` are the operation's own. */
export const fengchaoPost =
  (parameters: Readonly<Record<string, string>>): Calls.MakeRequest<DoudianOptions> =>
  ({ now, require, url }) =>
    Effect.gen(function* () {
      const appId = yield* require("appId")
      const appSecret = yield* require("appSecret")
      const sellerNick = yield* require("sellerNick")
      const form = { ...parameters, appid: appId, timestamp: unixTime(yield* now), seller_nick: sellerNick }
      const sign = yield* fengchaoSign(form, appSecret)
      return HttpClientRequest.post(url).pipe(HttpClientRequest.bodyUrlParams({ ...form, sign }))
    })

export type SignMethod = "md5" | "hmac-sha256"

/** What the official platform's signature covers. */
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

/** The official platform's signature. It does not cover the access token. Source: the official Go SDK's algorithm. */
export const officialSign = (request: OfficialRequest, secret: Redacted.Redacted<string>): Effect.Effect<string> => {
  const { appKey, method, paramJson, signMethod, timestamp, version } = request
  const text = between(secret, `app_key${appKey}method${method}param_json${paramJson}timestamp${timestamp}v${version}`)
  return signMethod === "md5" ? Crypto.digestHex("md5", text) : Crypto.hmacSha256Hex(Redacted.value(secret), text)
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

/** A request to the official platform: JSON, its method the operation's name. `parameters` are the operation's own. */
export const officialPost =
  (parameters: Json): Calls.MakeRequest<DoudianOptions> =>
  ({ now, operation, require, url }, token) =>
    Effect.gen(function* () {
      const appKey = yield* require("appId")
      const appSecret = yield* require("appSecret")
      const signed = {
        appKey,
        method: operation,
        paramJson: paramJson(parameters),
        timestamp: unixTime(yield* now),
        version: "2",
        signMethod: "hmac-sha256"
      } as const
      const sign = yield* officialSign(signed, appSecret)
      return HttpClientRequest.post(url, {
        headers: { "x-open-no-old-err-code": "1" },
        urlParams: {
          app_key: appKey,
          method: operation,
          ...(token === null ? {} : { access_token: Redacted.value(token.value) }),
          timestamp: signed.timestamp,
          v: signed.version,
          sign,
          sign_method: signed.signMethod
        }
      }).pipe(HttpClientRequest.bodyText(signed.paramJson, "application/json"))
    })

const between = (secret: Redacted.Redacted<string>, text: string): string =>
  `${Redacted.value(secret)}${text}${Redacted.value(secret)}`

/** Unix seconds. */
const unixTime = (millis: number): string => String(Math.floor(millis / 1000))
