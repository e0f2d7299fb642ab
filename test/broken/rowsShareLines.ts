import { isOrder } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withDecode } from "./changes.ts"

export const rowsShareLines: BrokenAdapter = {
  mistake: "every order of an answer has the lines of the first one",
  breaks: "fidelity",
  follows: { "stored-rows": "the row that the order holds has other lines" },
  subject: withDecode(
    sound.xiaoe,
    (decode) => (operation, body) =>
      Effect.map(decode(operation, body), (records) => {
        const first = records.find(isOrder)
        return records.map((record) => (isOrder(record) && first ? { ...record, lines: first.lines } : record))
      })
  )
}
