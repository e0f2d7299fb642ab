import { isQuarantined, type OrderPage } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "../BrokenAdapter.ts"

const logBadRows = ({ records }: OrderPage) =>
  Effect.forEach(records.filter(isQuarantined), (row) =>
    Effect.logDebug(`a bad row: ${row.raw === null ? "" : JSON.stringify(Redacted.value(row.raw))}`)
  )

const { adapter, twin } = sound.xiaoe

const secretOf = (options: unknown, name: string): string => {
  const secret: unknown = typeof options === "object" && options !== null ? Reflect.get(options, name) : null
  return Redacted.isRedacted(secret) ? String(Redacted.value(secret)) : ""
}

export const noLeak: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a row of a list that cannot be decoded is logged",
    breaks: "no-leak",
    follows: {},
    subject: withAdapter(sound.xiaoe, (made) => ({
      ...made,
      listOrders: (query) => Stream.tap(made.listOrders(query), logBadRows)
    }))
  },
  {
    mistake: "a push that is refused is logged with the secret that it was checked with",
    breaks: "no-leak",
    follows: {},
    subject: {
      twin,
      adapter: {
        ...adapter,
        make: (options) =>
          Effect.map(adapter.make(options), (made) => ({
            ...made,
            receivePush: (request) =>
              Effect.tapError(made.receivePush(request), () =>
                Effect.logWarning(
                  `not signed with ${secretOf(options, "pushToken")}${secretOf(options, "clientSecret")}`
                )
              )
          }))
      }
    }
  }
]
