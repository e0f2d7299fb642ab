import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const statesIgnored: BrokenAdapter = {
  mistake: "a list has orders of every state, whatever states are requested",
  breaks: "completeness",
  follows: { resumption: "the cursor of a list of other states is the same" },
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: ({ states: _states, ...query }) => adapter.listOrders(query)
  }))
}
