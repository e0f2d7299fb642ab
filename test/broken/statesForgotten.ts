import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const firstStateAlone: BrokenAdapter = {
  mistake: "only the first of several requested states counts",
  breaks: "completeness",
  follows: { resumption: "the cursor of a list of other states is the same" },
  subject: withAdapter(sound.doudian, (adapter) => ({
    ...adapter,
    listOrders: ({ states, ...query }) =>
      adapter.listOrders(states === undefined ? query : { ...query, states: states.slice(0, 1) })
  }))
}

export const statesForgotten: BrokenAdapter = {
  mistake: "a list that resumes from a cursor forgets the requested states",
  breaks: "completeness",
  follows: { resumption: "the cursor of a list of other states is the same" },
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: ({ states, ...query }) =>
      adapter.listOrders(states === undefined || query.after !== undefined ? query : { ...query, states })
  }))
}
