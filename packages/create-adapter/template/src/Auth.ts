/** The access token of 示例平台: it lives two hours, and is a parameter in the body of every other request. */
import { Calls, operation, type Shop, Wire } from "@huidan/adapter-kit"
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { manifest } from "./Manifest.ts"
import type { ExampleOptions } from "./Options.ts"

/** A POST request with the token and these parameters as its JSON body. */
export const post =
  (parameters: Readonly<Record<string, Json>>): Calls.MakeRequest<ExampleOptions> =>
  ({ url }, token) =>
    HttpClientRequest.post(url).pipe(
      HttpClientRequest.bodyJsonUnsafe({
        access_token: token === null ? "" : Redacted.value(token.value),
        ...parameters
      }),
      Effect.succeed
    )

const token = operation(manifest, "token", {
  answer: Wire.object({ data: Wire.object({ access_token: Wire.text, expires_in: Wire.seconds }) }),
  call: (): Calls.MakeRequest<ExampleOptions> =>
    Effect.fnUntraced(function* ({ require, url }) {
      const appId = yield* require("appId")
      const appSecret = yield* require("appSecret")
      return HttpClientRequest.post(url).pipe(
        HttpClientRequest.bodyJsonUnsafe({ app_id: appId, app_secret: Redacted.value(appSecret) })
      )
    })
})

export const accessToken = (shop: Shop<ExampleOptions>): Calls.TokenSource => ({
  name: "access_token",
  life: 7200,
  fetch: () =>
    Calls.requestToken(shop, token, undefined, ({ data }) => ({
      value: data.access_token,
      expiresIn: data.expires_in.value
    }))
})
