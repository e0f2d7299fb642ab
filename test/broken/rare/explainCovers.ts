import type { ExplainedField, Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, type Sound, sound, withAdapter } from "../BrokenAdapter.ts"

/** The explanation names the place of the order's id for one field. */
const withPlaceOfId = (subject: Sound, isField: (path: Pointer) => boolean): Sound =>
  withAdapter(subject, (adapter) => ({
    ...adapter,
    explain: (operation, body) =>
      Effect.map(adapter.explain(operation, body), (explanation) => ({
        ...explanation,
        records: explanation.records.map(({ fields, orderId }) => {
          const pointers = fields.find(({ path }) => path === "/orderId")?.pointers ?? []
          const changed = (field: ExplainedField): ExplainedField =>
            isField(field.path) ? { ...field, pointers } : field
          return { orderId, fields: fields.map(changed) }
        })
      }))
  }))

export const explainCovers: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "the explanation names another place for the tax number of an invoice",
    breaks: "explain-covers",
    follows: {},
    subject: withPlaceOfId(sound.xiaoe, (path) => path === "/invoice/taxNumber")
  },
  {
    mistake: "the explanation names another place for the end of an appointment",
    breaks: "explain-covers",
    follows: {},
    subject: withPlaceOfId(sound.wshoto, (path) => path === "/delivery/pickup/to")
  }
]
