import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withAnswers } from "./changes.ts"

export const bodyCodeIgnored: BrokenAdapter = {
  mistake: "HTTP 200 counts as success, whatever code the answer has",
  breaks: "error-mapping",
  follows: { "single-token-refresh": "the adapter does not notice that the token is dead" },
  subject: withAnswers(sound.wshoto, (body) => body.replace(/"code":\s*\d+/, '"code":0'))
}
