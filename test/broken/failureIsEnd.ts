import type { OrderPage } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const failureIsEnd: BrokenAdapter = {
  mistake: "a list that fails after its first page ends there as if it were complete",
  breaks: "completeness",
  follows: { "lists-never-end-early": "a list that contradicts itself fails" },
  subject: withAdapter(sound.xiaoe, (adapter) => ({
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
            last === null ? Stream.fail(error) : Stream.succeed({ ...last, records: [], complete: true })
          )
        )
      })
  }))
}
