import type { OrderRecord } from "@huidan/core"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const rowShownAgain: BrokenAdapter = {
  mistake: "pages overlap by a row, which is returned twice",
  breaks: "no-duplicates",
  follows: {},
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: (query) =>
      Stream.suspend(() => {
        let before: ReadonlyArray<OrderRecord> = []
        return Stream.map(adapter.listOrders(query), (page) => {
          const records = [...before, ...page.records]
          before = page.records.slice(-1)
          return { ...page, records }
        })
      })
  }))
}
