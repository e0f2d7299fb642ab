import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const cursorOfNextPage: BrokenAdapter = {
  mistake: "a page has the cursor of the next one",
  breaks: "resumption",
  follows: {
    completeness: "a list that goes on from such a cursor leaves out the page behind it",
    "lists-never-end-early": "the next reading goes on from such a cursor"
  },
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: (query) =>
      Stream.unwrap(
        Effect.map(Stream.runCollect(adapter.listOrders(query)), (pages) =>
          Stream.fromIterable(pages.map((page, index) => ({ ...page, cursor: (pages[index + 1] ?? page).cursor })))
        )
      )
  }))
}
