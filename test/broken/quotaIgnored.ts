import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { boundless, withQuotaOption } from "./withQuotaOption.ts"

export const quotaIgnored: BrokenAdapter = {
  mistake: "the quota is declared but not kept",
  breaks: "quota",
  follows: {},
  subject: withQuotaOption(sound.wshoto, boundless)
}
