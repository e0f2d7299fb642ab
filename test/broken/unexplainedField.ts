import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const unexplainedField: BrokenAdapter = {
  mistake: "the explanation omits a field",
  breaks: "explain-covers",
  follows: {},
  subject: withAdapter(sound.doudian, (adapter) => ({
    ...adapter,
    explain: (operation, body) =>
      Effect.map(adapter.explain(operation, body), (explanation) => ({
        ...explanation,
        records: explanation.records.map((record) => ({
          ...record,
          fields: record.fields.filter(({ path }) => path !== "/times/created")
        }))
      }))
  }))
}
