import type { OrderPage } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const contradictionIsEnd: BrokenAdapter = {
  mistake: "a list that states more orders than it gives ends as if it were complete",
  breaks: "lists-never-end-early",
  follows: {},
  subject: withAdapter(sound.doudian, (adapter) => ({
    ...adapter,
    listOrders: (query) =>
      Stream.suspend(() => {
        let last: OrderPage | null = null
        const remember = (page: OrderPage) =>
          Effect.sync(() => {
            last = page
          })
        return adapter.listOrders(query).pipe(
          Stream.tap(remember),
          Stream.catch((error) =>
            last === null || error.reason._tag !== "ListContradiction"
              ? Stream.fail(error)
              : Stream.succeed({ ...last, records: [], complete: true })
          )
        )
      })
  }))
}
