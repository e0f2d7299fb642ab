import type { AdapterError, OrderPage } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type Sound, withAdapter } from "./BrokenAdapter.ts"

/** The adapter whose lists end after their last page, as if they were complete, where they fail in this way. */
export const endsAtFailure = (subject: Sound, isEnd: (error: AdapterError) => boolean) =>
  withAdapter(subject, (adapter) => ({
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
            last === null || !isEnd(error)
              ? Stream.fail(error)
              : Stream.succeed({ ...last, records: [], complete: true })
          )
        )
      })
  }))
