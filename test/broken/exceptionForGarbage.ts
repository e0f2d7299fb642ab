import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withDecode } from "./changes.ts"

export const exceptionForGarbage: BrokenAdapter = {
  mistake: "a text that is not JSON throws",
  breaks: "typed-errors-only",
  follows: {},
  subject: withDecode(sound.wshoto, (decode) => (operation, body) => {
    JSON.parse(body)
    return decode(operation, body)
  })
}
