import type { ExplainedField, Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, type Sound, sound, withAdapter } from "./BrokenAdapter.ts"

/** The adapter with an explanation that names these places for every field; `placesOf` gets those of the order's number and time. */
const withPlaces = (
  subject: Sound,
  placesOf: (orderId: ReadonlyArray<Pointer>, created: ReadonlyArray<Pointer>) => ReadonlyArray<Pointer>
): Sound =>
  withAdapter(subject, (adapter) => ({
    ...adapter,
    explain: (operation, body) =>
      Effect.map(adapter.explain(operation, body), (explanation) => ({
        ...explanation,
        records: explanation.records.map(({ fields, orderId }) => {
          const of = (path: Pointer) => fields.find((field) => field.path === path)?.pointers ?? []
          const pointers = placesOf(of("/orderId"), of("/times/created"))
          return { orderId, fields: fields.map((field): ExplainedField => ({ ...field, pointers })) }
        })
      }))
  }))

const everyField = (where: string, subject: Sound): BrokenAdapter => ({
  mistake: `the explanation names ${where} for every field`,
  breaks: "explain-covers",
  follows: {
    "unknown-codes-survive":
      "a field of several codes keeps its value by another code, which the explanation does not name",
    "private-by-schema": "the places of private text are those that the explanation names"
  },
  subject
})

export const explainedFromElsewhere: ReadonlyArray<BrokenAdapter> = [
  everyField(
    "the order number's place",
    withPlaces(sound.wshoto, (orderId) => orderId)
  ),
  everyField(
    "two places",
    withPlaces(sound.doudian, (orderId, created) => [...orderId, ...created])
  ),
  everyField(
    "no place",
    withPlaces(sound.xiaoe, () => [])
  ),
  everyField(
    "the envelope's code",
    withPlaces(sound.wshoto, () => ["/code"])
  ),
  everyField(
    "the block around the order's number",
    withPlaces(sound.wshoto, (orderId) => orderId.map((place) => place.slice(0, place.lastIndexOf("/"))))
  )
]
