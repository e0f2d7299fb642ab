import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const undeclaredListAnswers: BrokenAdapter = {
  mistake: "a list by a time that is not declared is read by another time",
  breaks: "not-declared",
  follows: {
    "lists-never-end-early": "this law lists by a time that is not declared, too",
    "single-token-refresh": "at the door without a token this law lists by a time that is not declared"
  },
  subject: withAdapter(sound.doudian, (adapter) => ({
    ...adapter,
    listOrders: (query) => {
      const by = adapter.manifest.capabilities.listOrders?.by ?? []
      return adapter.listOrders({ ...query, by: by.includes(query.by) ? query.by : (by[0] ?? query.by) })
    }
  }))
}
