/** The signature of a push, in the header `paperboat-sign`: it covers the time and the body. Source: PLATFORM.md, 6. */
import { Crypto, Push, type Shop } from "@huidan/adapter-kit"
import type { AdapterError, PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { PaperboatOptions } from "../Options.ts"

/** Seconds by which the time of a push may differ from the platform's now. */
const window = 300

/** The current push secret, then the one before it. */
export const pushKeys = (
  shop: Shop<PaperboatOptions>,
  request: PushRequest
): Effect.Effect<ReadonlyArray<Push.PushKey>, AdapterError> =>
  Effect.gen(function* () {
    const current = yield* shop.require("pushSecret")
    const { previousPushSecret } = shop.options
    return [current, ...(previousPushSecret === undefined ? [] : [previousPushSecret])].map((secret) => ({
      secret,
      text: verifiedBody(shop, secret, request)
    }))
  })

/** The body, if the signature and then the time are right. Nothing of the body is read before. */
const verifiedBody = (
  { clock, failure }: Shop<PaperboatOptions>,
  secret: Redacted.Redacted<string>,
  request: PushRequest
): Effect.Effect<string, AdapterError> =>
  Effect.gen(function* () {
    const header = Push.headerOf(request, "paperboat-sign")
    const [, time, signature] = /^t=(\d{1,11}),h=([0-9a-f]{64})$/.exec(header) ?? []
    const body = Push.textOf(request)
    const wrong = failure("push", { _tag: "Authentication", kind: "signature" })
    if (time === undefined || signature === undefined || body === null) return yield* wrong
    const expected = yield* Crypto.hmacSha256Hex(Redacted.value(secret), `${time}.${body}`)
    if (!Crypto.equalInConstantTime(expected, signature)) return yield* wrong
    const now = (yield* clock.now) / 1000
    if (Math.abs(now - Number(time)) > window) return yield* failure("push", { _tag: "Authentication", kind: "clock" })
    return body
  })
