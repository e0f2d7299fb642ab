/** The access token of 示例平台: `POST /api/token`, two hours. */
import {
  type AccessTokens,
  type Accounts,
  Calls,
  makeAccessTokens,
  type OrderCodec,
  requireOption
} from "@huidan/adapter-kit"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { manifest, operations } from "./Manifest.ts"
import type { ExampleOptions } from "./Options.ts"
import { TokenAnswer } from "./shared/Wire.ts"

/** Seconds that a token lives where the answer does not say. */
const standardLife = 7200

export const accessTokens = (
  options: ExampleOptions,
  baseUrl: string,
  account: Accounts.Account,
  pipeline: Calls.RequestPipeline,
  codec: OrderCodec
): AccessTokens =>
  makeAccessTokens(
    account,
    "access_token",
    Effect.fnUntraced(function* () {
      const appId = yield* requireOption(manifest, null, "appId", options.appId)
      const appSecret = yield* requireOption(manifest, appId, "appSecret", options.appSecret)
      const request = HttpClientRequest.post(`${baseUrl}${operations.token.path}`).pipe(
        HttpClientRequest.bodyJsonUnsafe({ app_id: appId, app_secret: Redacted.value(appSecret) })
      )
      return yield* Calls.requestToken(pipeline, codec, request, TokenAnswer, ({ data }) => ({
        value: data.access_token,
        expiresIn: data.expires_in.value ?? standardLife
      }))
    })
  )
