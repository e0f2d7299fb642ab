import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const explainedFromOnePlace: BrokenAdapter = {
  mistake: "the explanation names the order number's place for every field",
  breaks: "explain-covers",
  follows: {},
  subject: withAdapter(sound.wshoto, (adapter) => ({
    ...adapter,
    explain: (operation, body) =>
      Effect.map(adapter.explain(operation, body), (explanation) => ({
        ...explanation,
        records: explanation.records.map((record) => {
          const pointers = record.fields.find(({ path }) => path === "/orderId")?.pointers ?? []
          return { ...record, fields: record.fields.map((field) => ({ ...field, pointers })) }
        })
      }))
  }))
}
