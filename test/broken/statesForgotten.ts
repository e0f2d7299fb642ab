import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const firstStateAlone: BrokenAdapter = {
  mistake: "of several states that are asked for the first alone counts",
  breaks: "completeness",
  follows: {},
  subject: withAdapter(sound.doudian, (adapter) => ({
    ...adapter,
    listOrders: ({ states, ...query }) =>
      adapter.listOrders(states === undefined ? query : { ...query, states: states.slice(0, 1) })
  }))
}

export const statesForgotten: BrokenAdapter = {
  mistake: "a list that goes on from a cursor forgets which states were asked for",
  breaks: "completeness",
  follows: {},
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: ({ states, ...query }) =>
      adapter.listOrders(states === undefined || query.after !== undefined ? query : { ...query, states })
  }))
}
