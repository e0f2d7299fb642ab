import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOperation } from "./withManifest.ts"

export const windowLongerThanDeclared: BrokenAdapter = {
  mistake: "a window is a day longer than declared",
  breaks: "declared-limits",
  follows: {},
  subject: withOperation(sound.doudian, "fengchao.trade.list", (operation) => ({
    ...operation,
    windowSeconds: 89 * 86_400
  }))
}
