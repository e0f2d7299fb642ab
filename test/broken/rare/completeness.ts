import { type BrokenAdapter, sound, withAdapter } from "../BrokenAdapter.ts"

export const completeness: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a list by update time asks by creation",
    breaks: "completeness",
    follows: {
      resumption: "its cursors are those of the list by creation, which accepts them",
      "lists-never-end-early": "orders that were updated later are not in the list"
    },
    subject: withAdapter(sound.xiaoe, (adapter) => ({
      ...adapter,
      // A list by update time that is not declared is refused as before: to answer it is another mistake.
      listOrders: (query) => {
        const isDeclared = adapter.manifest.capabilities.listOrders?.by.includes(query.by) === true
        return adapter.listOrders(isDeclared ? { ...query, by: "created" } : query)
      }
    }))
  },
  {
    mistake: "a list ends where the platform's pages end",
    breaks: "completeness",
    follows: { "declared-limits": "it asks for pages behind the last one" },
    subject: {
      ...sound.doudian,
      adapter: {
        ...sound.doudian.adapter,
        make: (options) =>
          sound.doudian.adapter.make({ ...(options as object), listLimits: { maxRows: 1_000_000_000 } })
      }
    }
  }
]
