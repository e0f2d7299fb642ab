import { isOrder } from "@huidan/core"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const listWithoutLines: BrokenAdapter = {
  mistake: "an order of a list has no lines",
  breaks: "fidelity",
  follows: { "stored-rows": "the row that the order holds has lines" },
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: (query) =>
      Stream.map(adapter.listOrders(query), (page) => ({
        ...page,
        records: page.records.map((record) => (isOrder(record) ? { ...record, lines: [] } : record))
      }))
  }))
}
