import { type BrokenAdapter, sound } from "../BrokenAdapter.ts"
import { withAnswers } from "../changes.ts"

export const singleTokenRefresh: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "the lifetime of a token is read as a thousand times as long",
    breaks: "single-token-refresh",
    follows: {},
    subject: withAnswers(sound.xiaoe, (body) => body.replace(/("expires_in":"?\d+)/, "$1000"))
  },
  {
    mistake: "the lifetime of a token is read as milliseconds",
    breaks: "single-token-refresh",
    follows: {},
    subject: withAnswers(sound.wshoto, (body) => body.replace(/("expires_in":\d+)\d{3}/, "$1"))
  }
]
