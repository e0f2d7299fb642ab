import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withAnswers } from "./changes.ts"

export const roundedMoney: BrokenAdapter = {
  mistake: "parts of a fen are cut off",
  breaks: "exact-money",
  follows: {},
  subject: withAnswers(sound.xiaoe, (body) => body.replaceAll(/(\d\.\d\d)\d+/g, "$1"))
}
