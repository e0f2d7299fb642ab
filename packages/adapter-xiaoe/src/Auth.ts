/**
 * Xiaoe's token: `GET /token`, two hours. A new one leaves the one before it valid for five minutes only, so whoever
 * shares an account should share its token store.
 */
import {
  type AccessTokens,
  type Accounts,
  Calls,
  makeAccessTokens,
  type OrderCodec,
  requireOption,
  Wire
} from "@huidan/adapter-kit"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { manifest } from "./Manifest.ts"
import type { XiaoeOptions } from "./Options.ts"

const TokenAnswer = Wire.object({ data: Wire.object({ access_token: Wire.text, expires_in: Wire.integer }) })

/** Seconds a token lives where the answer does not say. */
const standardLife = 7200

export const accessTokens = (
  options: XiaoeOptions,
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
      const clientSecret = yield* requireOption(manifest, appId, "clientSecret", options.clientSecret)
      const request = HttpClientRequest.get(`${baseUrl}/token`, {
        urlParams: {
          app_id: appId,
          ...(options.clientId === undefined ? {} : { client_id: options.clientId }),
          secret_key: Redacted.value(clientSecret),
          grant_type: "client_credential"
        }
      })
      return yield* Calls.requestToken(pipeline, codec, request, TokenAnswer, ({ data }) => ({
        value: data.access_token,
        expiresIn: data.expires_in.value ?? standardLife
      }))
    })
  )
