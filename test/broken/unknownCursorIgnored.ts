import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const unknownCursorIgnored: BrokenAdapter = {
  mistake: "a cursor that cannot be read is ignored",
  breaks: "resumption",
  follows: {},
  subject: withAdapter(sound.doudian, (adapter) => ({
    ...adapter,
    listOrders: ({ after, ...query }) =>
      after === undefined
        ? adapter.listOrders(query)
        : adapter.listOrders({ ...query, after }).pipe(
            Stream.catchIf(
              ({ reason }) => reason._tag === "InvalidRequest",
              () => adapter.listOrders(query)
            )
          )
  }))
}
