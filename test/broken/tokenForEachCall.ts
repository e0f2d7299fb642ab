import { Accounts, Calls } from "@huidan/adapter-kit"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"

const { adapter, twin } = sound.xiaoe

/** Every call has an account of its own, and so asks for a token of its own. */
export const tokenForEachCall: BrokenAdapter = {
  mistake: "the token is not shared by the calls of one adapter",
  breaks: "single-token-refresh",
  follows: { quota: "calls that share no account share no quota either" },
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
