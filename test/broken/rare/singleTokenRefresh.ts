import { type BrokenAdapter, sound } from "../BrokenAdapter.ts"
import { withAnswers } from "../changes.ts"

export const singleTokenRefresh: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a token is refused if its life is no whole number",
    breaks: "single-token-refresh",
    follows: {},
    subject: withAnswers(sound.xiaoe, (body) =>
      body.replace(/"access_token":("[^"]*","expires_in":"?\d+\.)/, '"none":$1')
    )
  },
  {
    mistake: "the lifetime of a token is read as milliseconds",
    breaks: "single-token-refresh",
    follows: {},
    subject: withAnswers(sound.wshoto, (body) => body.replace(/("expires_in":\d+)\d{3}/, "$1"))
  }
]
