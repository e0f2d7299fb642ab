import type { OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, type Sound, sound } from "../BrokenAdapter.ts"

const secretOf = (options: unknown): string => {
  const secret: unknown = typeof options === "object" && options !== null ? Reflect.get(options, "clientSecret") : null
  return Redacted.isRedacted(secret) ? String(Redacted.value(secret)) : ""
}

/** Xiaoe's adapter, changed with the secret that it was made with. */
const withSecret = (change: (adapter: OrderAdapter, secret: string) => OrderAdapter): Sound => ({
  ...sound.xiaoe,
  adapter: {
    ...sound.xiaoe.adapter,
    make: (options) => Effect.map(sound.xiaoe.adapter.make(options), (adapter) => change(adapter, secretOf(options)))
  }
})

export const noLeak: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a list that is refused because of its secret logs the secret",
    breaks: "no-leak",
    follows: {},
    subject: withSecret((adapter, secret) => ({
      ...adapter,
      listOrders: (query) =>
        Stream.tapError(adapter.listOrders(query), ({ reason }) =>
          reason._tag === "Authentication" ? Effect.logDebug(`refused: ${secret}`) : Effect.void
        )
    }))
  },
  {
    mistake: "a push that is refused is logged with the secret that it was checked with",
    breaks: "no-leak",
    follows: {},
    subject: withSecret((adapter, secret) => ({
      ...adapter,
      receivePush: (request, handle) =>
        Effect.tapError(adapter.receivePush(request, handle), () => Effect.logDebug(`not signed with ${secret}`))
    }))
  }
]
