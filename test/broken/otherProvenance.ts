import { isOrder, type Json, type Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"
import { withDecode, withOrders } from "./changes.ts"

const withSource = (order: Order, source: Partial<Order["source"]>): Order => ({
  ...order,
  source: { ...order.source, ...source }
})

export const rawThroughNumbers: BrokenAdapter = {
  mistake: "the raw answer is parsed with JSON.parse, which rounds its large numbers",
  breaks: "provenance",
  follows: {
    "stored-rows": "the ids of the stored row are rounded",
    "explain-covers": "the explanation of the stored row has the rounded id"
  },
  subject: withOrders(sound.wshoto, (order) => {
    const { raw, rawNumbers } = order.source
    if (raw === null || Redacted.value(rawNumbers).length === 0) return order
    const rounded = (node: Json): Json => JSON.parse(JSON.stringify(node).replaceAll(/"(\d{16,})"/g, "$1"))
    return withSource(order, { raw: Redacted.make(rounded(Redacted.value(raw))), rawNumbers: Redacted.make([]) })
  })
}

export const rawOfFirstRow: BrokenAdapter = {
  mistake: "every order of a list holds the row of the first",
  breaks: "provenance",
  follows: { "stored-rows": "the row that the order holds is another one" },
  subject: withDecode(
    sound.xiaoe,
    (decode) => (operation, body) =>
      Effect.map(decode(operation, body), (records) => {
        const [first] = records.filter(isOrder)
        if (first === undefined) return records
        const { raw, rawNumbers } = first.source
        return records.map((record) => (isOrder(record) ? withSource(record, { raw, rawNumbers }) : record))
      })
  )
}

export const fetchedWhenMade: BrokenAdapter = {
  mistake: "the time of fetching is the time of the order's creation",
  breaks: "provenance",
  follows: {},
  subject: withOrders(sound.xiaoe, (order) =>
    order.source.fetchedAt === null ? order : withSource(order, { fetchedAt: order.times.created })
  )
}

export const askedWhenAnswered: BrokenAdapter = {
  mistake: "the time of asking is taken when the answer is there",
  breaks: "provenance",
  follows: { "stored-rows": "a stored row is decoded by the same code" },
  subject: withOrders(sound.xiaoe, (order) => withSource(order, { askedAt: order.source.fetchedAt }))
}

export const askedByFirstAttempt: BrokenAdapter = {
  mistake: "the time of asking is that of the first attempt, though a later one was answered",
  breaks: "provenance",
  follows: {},
  subject: withAdapter(sound.wshoto, (adapter) => ({
    ...adapter,
    getOrder: (orderId) =>
      Effect.flatMap(DateTime.now, (askedAt) =>
        Effect.map(adapter.getOrder(orderId), (order) => withSource(order, { askedAt }))
      )
  }))
}
