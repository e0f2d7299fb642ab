import * as DateTime from "effect/DateTime"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const untilCountedIn: BrokenAdapter = {
  mistake: "the end of the requested span is included",
  breaks: "completeness",
  follows: {},
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: ({ until, ...query }) => adapter.listOrders({ ...query, until: DateTime.add(until, { seconds: 1 }) })
  }))
}
