/** Wshoto's token: `GET /openapi/access_token`, two hours, the same answer while it lives. */
import {
  type AccessTokens,
  type Account,
  makeAccessTokens,
  type OrderCodec,
  type RequestPipeline,
  requestToken,
  requireOption,
  Wire
} from "@huidan/adapter-kit"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { manifest } from "./WshotoManifest.ts"
import type { WshotoOptions } from "./WshotoOptions.ts"

const TokenAnswer = Wire.object({
  data: Wire.object({ access_token: Wire.text, expires_in: Wire.integer, create_at: Wire.integer })
})

/** Seconds a token lives where the answer does not say. */
const standardLife = 7200

export const accessTokens = (
  options: WshotoOptions,
  baseUrl: string,
  account: Account,
  pipeline: RequestPipeline,
  codec: OrderCodec
): AccessTokens =>
  makeAccessTokens(
    account,
    "access_token",
    Effect.fnUntraced(function* () {
      const appId = yield* requireOption(manifest, null, "appId", options.appId)
      const appSecret = yield* requireOption(manifest, appId, "appSecret", options.appSecret)
      const request = HttpClientRequest.get(`${baseUrl}/openapi/access_token`, {
        urlParams: { appid: appId, app_secret: Redacted.value(appSecret) }
      })
      return yield* requestToken(pipeline, codec, request, TokenAnswer, ({ data }, now) => ({
        value: data.access_token,
        expiresIn: secondsLeft(data.create_at.value, data.expires_in.value ?? standardLife, now)
      }))
    })
  )

/** The platform repeats a living token with its first `create_at`; a clock that disagrees counts the whole life. */
const secondsLeft = (createdAt: number | null, expiresIn: number, now: number): number => {
  const left = createdAt === null ? expiresIn : createdAt + expiresIn - Math.floor(now / 1000)
  return left > 0 && left <= expiresIn ? left : expiresIn
}
