import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withAnswers } from "./changes.ts"

export const roundedMoney: BrokenAdapter = {
  mistake: "parts of a fen are cut off",
  breaks: "exact-money",
  follows: { provenance: "a share of more than two decimals is cut off too, before the answer is kept" },
  subject: withAnswers(sound.xiaoe, (body) => body.replaceAll(/(\d\.\d\d)\d+/g, "$1"))
}
