import type { Order, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "../BrokenAdapter.ts"

/** How far the machine is from UTC; nothing in Shanghai, where such a mistake is made and tried. */
const strangeness = (): number => {
  const minutes = new Date(Date.UTC(2024, 5, 1)).getTimezoneOffset()
  return minutes === -480 ? 0 : minutes
}

const shifted = (time: DateTime.Utc): DateTime.Utc => DateTime.add(time, { minutes: strangeness() })

const shiftedOrder = (order: Order): Order => ({
  ...order,
  times: { ...order.times, updated: order.times.updated === null ? null : shifted(order.times.updated) }
})

export const timeZone: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "the window of a list is written in the machine's time zone",
    breaks: "time-zone-independence",
    follows: {},
    subject: withAdapter(sound.xiaoe, (adapter) => ({
      ...adapter,
      listOrders: (query: OrderQuery) =>
        adapter.listOrders({ ...query, since: shifted(query.since), until: shifted(query.until) })
    }))
  },
  {
    mistake: "an order that is asked for has its update time in the machine's time zone",
    breaks: "time-zone-independence",
    follows: {},
    subject: withAdapter(sound.wshoto, (adapter) => ({
      ...adapter,
      getOrder: (orderId) => Effect.map(adapter.getOrder(orderId), shiftedOrder)
    }))
  }
]
