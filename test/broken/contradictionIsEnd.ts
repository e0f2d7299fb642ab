import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { endsAtFailure } from "./endsAtFailure.ts"

export const contradictionIsEnd: BrokenAdapter = {
  mistake: "a list that states more orders than it gives ends as if it were complete",
  breaks: "lists-never-end-early",
  follows: {},
  subject: endsAtFailure(sound.doudian, ({ reason }) => reason._tag === "ListContradiction")
}
