import { type BrokenAdapter, type Sound, sound } from "../BrokenAdapter.ts"
import { withOperation } from "../withManifest.ts"

const withDepth = (subject: Sound, operation: string, maxRows: number | null): Sound =>
  withOperation(subject, operation, (declared) => ({
    ...declared,
    paging: declared.paging === null ? null : { ...declared.paging, maxRows }
  }))

export const declaredLimits: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "no depth of a list is declared, and the platform's document states one",
    breaks: "declared-limits",
    follows: {},
    subject: withDepth(sound.doudian, "fengchao.trade.list", null)
  },
  {
    mistake: "a larger depth of a list is declared than the platform's document states",
    breaks: "declared-limits",
    follows: {},
    subject: withDepth(sound.doudian, "order.searchList", 60_000)
  }
]
