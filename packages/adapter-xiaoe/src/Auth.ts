/**
 * Xiaoe's access token: `GET /token`, two hours. A new one leaves the one before it valid for five minutes only, so
 * processes that share an account should share its token store. Every other request carries the token in its JSON body.
 */
import { Calls, operation, type Shop, Wire } from "@huidan/adapter-kit"
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { manifest } from "./Manifest.ts"
import type { XiaoeOptions } from "./Options.ts"

/** A request of an operation with its parameters in the JSON body, beside the token. */
export const post =
  (parameters: { readonly [name: string]: Json }): Calls.MakeRequest<XiaoeOptions> =>
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
  call: (): Calls.MakeRequest<XiaoeOptions> =>
    Effect.fnUntraced(function* ({ options: { clientId }, require, url }) {
      const appId = yield* require("appId")
      const clientSecret = yield* require("clientSecret")
      return HttpClientRequest.get(url, {
        urlParams: {
          app_id: appId,
          ...(clientId === undefined ? {} : { client_id: clientId }),
          secret_key: Redacted.value(clientSecret),
          grant_type: "client_credential"
        }
      })
    })
})

export const accessToken = (shop: Shop<XiaoeOptions>): Calls.TokenSource => ({
  // Each application of a shop has its own token.
  name: `client/${shop.options.clientId ?? "-"}/access_token`,
  life: 7200,
  fetch: () =>
    Calls.requestToken(shop, token, undefined, ({ data }) => ({
      value: data.access_token,
      expiresIn: data.expires_in.value
    }))
})
