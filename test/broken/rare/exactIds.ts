import { type BrokenAdapter, sound } from "../BrokenAdapter.ts"
import { withAnswers } from "../changes.ts"

export const exactIds: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a text that looks like a floating-point number becomes its value",
    breaks: "exact-ids",
    follows: {},
    subject: withAnswers(sound.xiaoe, (body) =>
      body.replace(/:"(\d(?:\.\d+)?[eE]\d{1,3})"/g, (_, text: string) => `:"${Number(text)}"`)
    )
  },
  {
    mistake: "an id that was sent as a number keeps its .0",
    breaks: "exact-ids",
    follows: {},
    subject: withAnswers(sound.wshoto, (body) => body.replace(/:(\d{6,}\.0)(?=[,}\]])/g, ':"$1"'))
  }
]
