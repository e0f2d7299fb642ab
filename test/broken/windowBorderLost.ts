import { isOrder } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const windowBorderLost: BrokenAdapter = {
  mistake: "orders of the first second of a later window are lost",
  breaks: "completeness",
  follows: { "lists-never-end-early": "orders before `settledUntil` are not given" },
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: (query) =>
      Stream.map(adapter.listOrders(query), (page) => {
        const { since } = page.window
        const isFirst = DateTime.isLessThanOrEqualTo(since, DateTime.add(query.since, { seconds: 1 }))
        const records = page.records.filter((record) => {
          const time = isOrder(record) ? record.times[query.by] : null
          return isFirst || time === null || DateTime.isGreaterThanOrEqualTo(time, DateTime.add(since, { seconds: 1 }))
        })
        return { ...page, records }
      })
  }))
}
