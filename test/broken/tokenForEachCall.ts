import { Accounts, Calls } from "@huidan/adapter-kit"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"

const { adapter, twin } = sound.xiaoe

/** Every call has its own account, and so requests its own token. */
export const tokenForEachCall: BrokenAdapter = {
  mistake: "the calls of one adapter do not share a token",
  breaks: "single-token-refresh",
  follows: {
    quota: "calls without a common account have no common quota",
    "tenants-apart": "each call asks for a token, also after another secret was refused"
  },
  subject: {
    twin,
    adapter: {
      ...adapter,
      make: (options) =>
        Effect.gen(function* () {
          const client = yield* Calls.httpClient
          const fresh = adapter.make(options).pipe(Effect.provideService(HttpClient.HttpClient, client))
          return {
            ...(yield* fresh),
            getOrder: (orderId) =>
              fresh.pipe(
                Effect.flatMap((own) => own.getOrder(orderId)),
                Effect.scoped,
                Effect.provide(Layer.fresh(Accounts.layer()))
              )
          }
        })
    }
  }
}
