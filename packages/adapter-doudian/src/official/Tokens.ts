/**
 * The official platform's tokens: an access token of seven days, and a refresh token of fourteen that the platform
 * replaces with every use. The new one is stored before the new access token is used.
 */
import { type Accounts, type Calls, type Operation, operation, type Shop, Wire } from "@huidan/adapter-kit"
import { type AdapterError, type Json, responseDecode } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { officialPost } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import type { DoudianOptions } from "../Options.ts"

/** `expires_in` is the number of seconds left, as number or text. */
const TokenAnswer = Wire.object({
  data: Wire.object({
    access_token: Wire.text,
    refresh_token: Wire.text,
    expires_in: Wire.seconds,
    shop_id: Wire.id,
    shop_name: Wire.name
  })
})
type TokenAnswer = typeof TokenAnswer.Type

/** The first token: for the shop of the app's own, or for a code of the shop's authorization. */
export const tokenCreate = operation(manifest, "token.create", { answer: TokenAnswer, call: officialPost })

/** The next token, for a refresh token. */
export const tokenRefresh = operation(manifest, "token.refresh", { answer: TokenAnswer, call: officialPost })

/** Seconds that a token is valid. */
const documentedLife = 7 * 86_400

/**
 * The tokens of one shop. `token.create` follows a refresh token that the platform refuses, and one that brings back the
 * same token that the platform called dead.
 */
export const accessToken = (shop: Shop<DoudianOptions>): Calls.TokenSource => {
  const { authCode, shopId } = shop.options

  const create = Effect.gen(function* () {
    const shop_id = yield* shop.require("shopId")
    return yield* ask(
      shop,
      tokenCreate,
      authCode === undefined
        ? { code: "", grant_type: "authorization_self", shop_id }
        : { code: Redacted.value(authCode), grant_type: "authorization_code" }
    )
  })

  const refresh = (token: Redacted.Redacted<string>) =>
    Effect.map(
      ask(shop, tokenRefresh, { grant_type: "refresh_token", refresh_token: Redacted.value(token) }),
      (fetched): Accounts.FetchedToken => ({ refresh: token, ...fetched })
    )

  return {
    name: `shop/${shopId ?? null}/access_token`,
    life: documentedLife,
    fetch: (previous, wasRefused) =>
      Effect.gen(function* () {
        if (previous === null || previous.refresh === null) return yield* create
        const refreshed = yield* refresh(previous.refresh).pipe(
          Effect.catchIf(isRefused, () => Effect.succeed<Accounts.FetchedToken | null>(null))
        )
        if (refreshed === null) return yield* create
        const isSame = previous.value !== null && Redacted.value(refreshed.value) === Redacted.value(previous.value)
        // A code of authorization is good once: only the shop's own app can ask again.
        return isSame && wasRefused && authCode === undefined ? yield* create : refreshed
      })
  }
}

/** A token of another shop than the configured one fails with `Configuration`. */
const ask = (
  shop: Shop<DoudianOptions>,
  operation: Operation<Json, DoudianOptions, TokenAnswer>,
  parameters: Json
): Effect.Effect<Accounts.FetchedToken, AdapterError> =>
  Effect.gen(function* () {
    const { data } = yield* shop.answer(operation, parameters)
    const named = data.shop_id.value
    if (named !== null && named !== shop.options.shopId) {
      return yield* shop.otherShop(operation.name, "the token", named)
    }
    const token = data.access_token.value
    if (token === null) return yield* shop.failure(operation.name, withoutToken)
    const refresh = data.refresh_token.value
    return {
      value: Redacted.make(token),
      expiresIn: data.expires_in.value,
      ...(refresh === null ? {} : { refresh: Redacted.make(refresh) })
    }
  })

const withoutToken = responseDecode({
  pointer: "/data/access_token",
  expected: "an access token",
  found: "nothing"
})

/** The platform read the refresh token and refused it. It publishes no code for that. */
const isRefused = ({ answer, reason }: AdapterError): boolean =>
  answer !== null &&
  (reason._tag === "PlatformRejected" ||
    reason._tag === "InvalidRequest" ||
    (reason._tag === "Authentication" && (reason.kind === "token" || reason.kind === "credentials")))
