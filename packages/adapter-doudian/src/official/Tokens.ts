/**
 * The official platform's tokens: an access token of seven days, and a refresh token of fourteen that the platform
 * replaces with every use. The new one is stored before the new access token is used.
 */
import {
  type AccessTokens,
  Accounts,
  type Calls,
  makeAccessTokens,
  type OrderCodec,
  requireOption
} from "@huidan/adapter-kit"
import type { AdapterError, Json } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { TokenAnswer } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import type { DoudianOptions } from "../Options.ts"
import { officialCall } from "./Operation.ts"

/** Seconds a token lives where the answer does not say. */
const standardLife = 7 * 86_400

/**
 * The tokens of one shop. A refresh token that the platform refuses gives way to `token.create`, and so does one that
 * brings back the very token that the platform called dead.
 */
export const officialTokens = (
  options: DoudianOptions,
  baseUrl: string,
  account: Accounts.Account,
  pipeline: Calls.RequestPipeline,
  codec: OrderCodec
): AccessTokens => {
  const ask = (operation: string, parameters: Json): Effect.Effect<Accounts.FetchedToken, AdapterError> =>
    Effect.gen(function* () {
      const answer = yield* pipeline.call(officialCall(options, baseUrl, operation, parameters))
      const { data } = yield* codec.read(operation, answer, TokenAnswer)
      const shop = data.shop_id.value
      if (shop !== null && shop !== options.shopId) {
        const detail = `the token is of shop ${shop}, the configuration names ${options.shopId ?? "none"}`
        return yield* codec.failure(operation, { _tag: "Configuration", detail })
      }
      const token = data.access_token.value
      if (token === null) return yield* codec.failure(operation, withoutToken)
      const refresh = data.refresh_token.value
      return {
        value: Redacted.make(token),
        expiresIn: data.expires_in.value ?? standardLife,
        ...(refresh === null ? {} : { refresh: Redacted.make(refresh) })
      }
    })

  const create = Effect.gen(function* () {
    const shopId = yield* requireOption(manifest, null, "shopId", options.shopId)
    return yield* ask(
      "token.create",
      options.authCode === undefined
        ? { code: "", grant_type: "authorization_self", shop_id: shopId }
        : { code: Redacted.value(options.authCode), grant_type: "authorization_code" }
    )
  })

  const refresh = (token: Redacted.Redacted<string>) =>
    Effect.map(
      ask("token.refresh", { grant_type: "refresh_token", refresh_token: Redacted.value(token) }),
      (fetched): Accounts.FetchedToken => ({ refresh: token, ...fetched })
    )

  return makeAccessTokens(account, `shop/${options.shopId ?? null}/access_token`, (previous) =>
    Effect.gen(function* () {
      if (previous === null || previous.refresh === null) return yield* create
      const calledDead = Accounts.isFreshToken(previous, yield* Clock.currentTimeMillis)
      const refreshed = yield* refresh(previous.refresh).pipe(
        Effect.catchIf(isRefused, () => Effect.succeed<Accounts.FetchedToken | null>(null))
      )
      if (refreshed === null) return yield* create
      const isSame = Redacted.value(refreshed.value) === Redacted.value(previous.value)
      // A code of authorization is good once: only the shop's own app can ask again.
      return isSame && calledDead && options.authCode === undefined ? yield* create : refreshed
    })
  )
}

const withoutToken = {
  _tag: "ResponseDecode",
  pointer: "/data/access_token",
  expected: "an access token",
  found: "nothing",
  position: null
} as const

/** The platform looked at the refresh token and did not take it; which code it has for that is not published. */
const isRefused = ({ answer, reason }: AdapterError): boolean =>
  answer !== null &&
  (reason._tag === "PlatformRejected" ||
    reason._tag === "InvalidRequest" ||
    (reason._tag === "Authentication" && (reason.kind === "token" || reason.kind === "credentials")))
