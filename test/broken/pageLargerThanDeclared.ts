import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOperation } from "./withManifest.ts"

export const pageLargerThanDeclared: BrokenAdapter = {
  mistake: "a page has one row more than declared",
  breaks: "declared-limits",
  follows: {},
  subject: withOperation(sound.xiaoe, "order.list@2.0", (operation) => ({
    ...operation,
    paging: { firstPage: 1, maxSize: 99, maxRows: null }
  }))
}
