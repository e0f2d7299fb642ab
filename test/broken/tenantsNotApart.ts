import { AdapterError, type OrderAdapter } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { type BrokenAdapter, type Sound, sound } from "./BrokenAdapter.ts"

/** The adapter's options without what is secret: what an account is known by. */
const accountOf = (options: unknown): string =>
  JSON.stringify(Object.entries(Object(options)).filter(([, value]) => !Redacted.isRedacted(value)))

const madeBy = ({ adapter, twin }: Sound, make: Sound["adapter"]["make"]): Sound => ({
  twin,
  adapter: { ...adapter, make }
})

/** The first adapter of each account, by address and application: its token serves everybody who names them. */
const accounts = new Map<string, OrderAdapter>()

export const accountWithoutSecret: BrokenAdapter = {
  mistake: "an account is known by its address and its application, so its token serves any secret",
  breaks: "tenants-apart",
  follows: {},
  subject: madeBy(sound.wshoto, (options) =>
    Effect.map(sound.wshoto.adapter.make(options), (made) => {
      const account = accountOf(options)
      const first = accounts.get(account) ?? made
      accounts.set(account, first)
      return { ...made, getOrder: first.getOrder }
    })
  )
}

/** Failures in a row and the time of the last one, in milliseconds since 1970, by address. */
const circuits = new Map<string, { readonly failures: number; readonly at: number }>()

export const circuitOfAddress: BrokenAdapter = {
  mistake: "five failures of one tenant stop the calls of all tenants at that address",
  breaks: "tenants-apart",
  follows: {},
  subject: madeBy(sound.doudian, (options) =>
    Effect.map(sound.doudian.adapter.make(options), (made) => {
      const address = String(Object(options).baseUrl)
      const guarded = <A>(self: Effect.Effect<A, AdapterError>): Effect.Effect<A, AdapterError> =>
        Effect.gen(function* () {
          const { at, failures } = circuits.get(address) ?? { failures: 0, at: 0 }
          const now = yield* Clock.currentTimeMillis
          if (failures >= 5 && now - at < 30_000) {
            return yield* new AdapterError({ platform: "doudian", reason: { _tag: "PlatformUnavailable" } })
          }
          return yield* self.pipe(
            Effect.tap(() => Effect.sync(() => circuits.delete(address))),
            Effect.tapError(({ reason }) =>
              reason._tag === "Transport"
                ? Effect.flatMap(Clock.currentTimeMillis, (time) =>
                    Effect.sync(() => circuits.set(address, { failures: failures + 1, at: time }))
                  )
                : Effect.void
            )
          )
        })
      return { ...made, getOrder: (orderId) => guarded(made.getOrder(orderId)) }
    })
  )
}
