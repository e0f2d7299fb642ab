/** How Paper Boat's platform checks the signature of a request. Source: PLATFORM.md, 1. */
import type { TwinCall, TwinReply } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { refusal, wrongParameter } from "./Errors.ts"
import { hmac } from "./Hmac.ts"

/** Invented, as everything in a twin. */
export const shopId = "pb1024"
export const key = "boat-key"
export const secret = "boat-secret"

/** `null` if the request may be answered. */
export const checkRequest = (call: TwinCall, path: string): Effect.Effect<TwinReply | null> =>
  Effect.gen(function* () {
    const { query } = call
    if (query["key"] !== key) return call.refuse("credentials", refusal("key_unknown", "there is no such application"))
    if (Math.abs(call.now / 1000 - Number(query["ts"] ?? "x")) <= 300 === false)
      return call.refuse("clock", refusal("clock_off", "ts is too far from our clock"))
    if (query["sign"] !== (yield* signatureOf(path, query)))
      return call.refuse("signature", refusal("sign_wrong", "the signature does not fit"))
    const nonce = query["nonce"] ?? ""
    if (!/^[A-Za-z0-9]{8,64}$/.test(nonce)) return wrongParameter(call, "nonce")
    if (call.memory.has(`nonce ${nonce}`))
      return call.refuse("invalid", refusal("nonce_used", "the nonce was used before"))
    call.memory.set(`nonce ${nonce}`, "")
    return query["shop"] === shopId
      ? null
      : call.refuse("permission", refusal("shop_not_granted", "the shop did not grant access"))
  })

const signatureOf = (path: string, parameters: Readonly<Record<string, string>>): Effect.Effect<string> => {
  const pairs = Object.entries(parameters).filter(([name]) => name !== "sign")
  const text = pairs.map(([name, value]) => `${name}=${value}`).sort()
  return hmac(secret, `${path}?${text.join("&")}`)
}
