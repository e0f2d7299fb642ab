import { type Order, plainValue } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

const nameOf = ({ buyer: { name } }: Order): string => plainValue(name) ?? "no name"

export const privateTextLogged: BrokenAdapter = {
  mistake: "the buyer's name is logged",
  breaks: "no-leak",
  follows: {},
  subject: withAdapter(sound.wshoto, (adapter) => ({
    ...adapter,
    getOrder: (orderId) => Effect.tap(adapter.getOrder(orderId), (order) => Effect.logDebug(`read ${nameOf(order)}`))
  }))
}
