import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const everyPageComplete: BrokenAdapter = {
  mistake: "every page claims to be the last one",
  breaks: "completeness",
  follows: { "lists-never-end-early": "a list that fails has pages before" },
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: (query) => Stream.map(adapter.listOrders(query), (page) => ({ ...page, complete: true }))
  }))
}
