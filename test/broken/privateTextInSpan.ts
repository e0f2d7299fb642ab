import { type Order, plainValue } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

const phonesOf = ({ buyer: { phones } }: Order): ReadonlyArray<string> =>
  phones.flatMap((phone) => plainValue(phone) ?? [])

export const privateTextInSpan: BrokenAdapter = {
  mistake: "the buyer's telephone number is an attribute of a span",
  breaks: "no-leak",
  follows: {},
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    getOrder: (orderId) =>
      adapter.getOrder(orderId).pipe(
        Effect.tap((order) => Effect.annotateCurrentSpan("phones", phonesOf(order).join())),
        Effect.withSpan("read order")
      )
  }))
}
