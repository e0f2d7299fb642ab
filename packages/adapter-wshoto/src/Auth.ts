/** Wshoto's access token: it lives two hours, and is a query parameter of every other request. */
import { Calls, operation, type Shop, Wire } from "@huidan/adapter-kit"
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { manifest } from "./Manifest.ts"
import type { WshotoOptions } from "./Options.ts"

/** A POST request with the parameters as its JSON body. */
export const post =
  (parameters: Json): Calls.MakeRequest<WshotoOptions> =>
  ({ url }, token) =>
    HttpClientRequest.post(url, {
      urlParams: { access_token: token === null ? "" : Redacted.value(token.value) }
    }).pipe(HttpClientRequest.bodyJsonUnsafe(parameters), Effect.succeed)

const token = operation(manifest, "token", {
  answer: Wire.object({
    data: Wire.object({ access_token: Wire.text, expires_in: Wire.seconds, create_at: Wire.seconds })
  }),
  call: (): Calls.MakeRequest<WshotoOptions> =>
    Effect.fnUntraced(function* ({ require, url }) {
      const appId = yield* require("appId")
      const appSecret = yield* require("appSecret")
      return HttpClientRequest.get(url, { urlParams: { appid: appId, app_secret: Redacted.value(appSecret) } })
    })
})

export const accessToken = (shop: Shop<WshotoOptions>): Calls.TokenSource => ({
  name: "access_token",
  life: 7200,
  fetch: () =>
    Calls.requestToken(shop, token, undefined, ({ data }, now) => ({
      value: data.access_token,
      expiresIn: secondsLeft(data.create_at.value, data.expires_in.value, now)
    }))
})

/** The platform repeats a living token with its first `create_at`. If the clocks disagree, the whole life counts. */
const secondsLeft = (createdAt: number | null, expiresIn: number | null, now: number): number | null => {
  if (createdAt === null || expiresIn === null) return expiresIn
  const left = createdAt + expiresIn - Math.floor(now / 1000)
  return left > 0 && left <= expiresIn ? left : expiresIn
}
