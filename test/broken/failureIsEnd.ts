import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { endsAtFailure } from "./endsAtFailure.ts"

export const failureIsEnd: BrokenAdapter = {
  mistake: "a list that fails after its first page ends there as if it were complete",
  breaks: "completeness",
  follows: { "lists-never-end-early": "a list that contradicts itself fails" },
  subject: endsAtFailure(sound.xiaoe, () => true)
}
