/**
 * How a push of the official platform is verified: the header `event-sign` signs the exact bytes of the body, and no time.
 *
 * Sources: op.jinritemai.com guide 153/99, by three public SDKs; the HMAC variant by one public client.
 */
import { Crypto, Push, type Shop } from "@huidan/adapter-kit"
import type { AdapterError, PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { DoudianOptions } from "../Options.ts"

/** The current secret of the app, then the one before it. */
export const pushKeys = (
  shop: Shop<DoudianOptions>,
  request: PushRequest
): Effect.Effect<ReadonlyArray<Push.PushKey>, AdapterError> =>
  Effect.gen(function* () {
    const appKey = yield* shop.require("appId")
    const current = yield* shop.require("appSecret")
    const { previousAppSecret } = shop.options
    return [current, ...(previousAppSecret === undefined ? [] : [previousAppSecret])].map((secret) => ({
      secret,
      text: verifiedBody(shop, appKey, secret, request)
    }))
  })

const verifiedBody = (
  { failure, options }: Shop<DoudianOptions>,
  appKey: string,
  secret: Redacted.Redacted<string>,
  request: PushRequest
): Effect.Effect<string, AdapterError> =>
  Effect.gen(function* () {
    const body = Push.textOf(request)
    const sign = body === null ? null : yield* signOf(options, appKey, body, Redacted.value(secret))
    if (body !== null && sign !== null && Crypto.equalInConstantTime(sign, Push.headerOf(request, "event-sign"))) {
      return body
    }
    return yield* failure("push", { _tag: "Authentication", kind: "signature" })
  })

const signOf = ({ pushSign }: DoudianOptions, appKey: string, body: string, secret: string): Effect.Effect<string> => {
  const text = `${appKey}${body}${secret}`
  return pushSign === "hmac-sha256" ? Crypto.hmacSha256Hex(secret, text) : Crypto.digestHex("md5", text)
}
