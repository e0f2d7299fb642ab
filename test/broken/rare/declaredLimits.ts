import { type BrokenAdapter, sound } from "../BrokenAdapter.ts"
import { withOperation } from "../withManifest.ts"

export const declaredLimits: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "no depth of a list is declared, and the platform's document states one",
    breaks: "declared-limits",
    follows: {},
    subject: withOperation(sound.doudian, "fengchao.trade.list", (operation) => ({
      ...operation,
      paging: operation.paging === null ? null : { ...operation.paging, maxRows: null }
    }))
  },
  {
    mistake: "a window is longer than is declared, through one door alone",
    breaks: "declared-limits",
    follows: {},
    subject: withOperation(sound.doudian, "order.searchList", (operation) => ({
      ...operation,
      windowSeconds: 89 * 86_400
    }))
  }
]
