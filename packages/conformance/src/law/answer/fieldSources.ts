/** From where in an answer the fields of an order come, as the adapter explains it. */
import type { OperationName, OrderAdapter, Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { nodeAt } from "../../twin/json/editJson.ts"
import { isLiteral, type JsonNode } from "../../twin/json/JsonNode.ts"
import type { Breach } from "../trial/Breach.ts"
import { explainRecords } from "./decode.ts"

/** A text or a number of an answer. */
export interface Place {
  readonly pointer: Pointer
  /** The text, or the spelling of the number. */
  readonly spelling: string
}

const placeAt = (tree: JsonNode, pointer: Pointer): Place | null => {
  const node = nodeAt(tree, pointer)
  if (typeof node === "string") return { pointer, spelling: node }
  return isLiteral(node) ? { pointer, spelling: node.text } : null
}

/** The places from which a record's fields come, by the field's pointer. */
export type FieldSources = ReadonlyMap<Pointer, ReadonlyArray<Pointer>>

/** The sources of each record. */
export const fieldSourcesOfAll = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string
): Effect.Effect<ReadonlyArray<FieldSources>, Breach> =>
  Effect.map(explainRecords(adapter, operation, body, operation), ({ records }) =>
    records.map(({ fields }) => new Map(fields.map(({ path, pointers }) => [path, pointers])))
  )

/** The sources of the first record. */
export const fieldSourcesOf = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string
): Effect.Effect<FieldSources, Breach> =>
  Effect.map(fieldSourcesOfAll(adapter, operation, body), ([first]) => first ?? new Map())

/**
 * Every place whose text is a spelling of the value of a field that comes from there. `reads` interprets a spelling; it
 * returns `null` if the spelling is not that value.
 */
export const placesOf = <Value, Reading>(
  tree: JsonNode,
  sources: FieldSources,
  fields: Iterable<readonly [Pointer, Value]>,
  reads: (spelling: string, value: Value) => Reading | null
): ReadonlyArray<Place & { readonly reading: Reading }> => {
  const found = new Map<Pointer, Place & { readonly reading: Reading }>()
  for (const [path, value] of fields) {
    for (const pointer of sources.get(path) ?? []) {
      const place = placeAt(tree, pointer)
      const reading = place === null ? null : reads(place.spelling, value)
      if (place !== null && reading !== null) found.set(pointer, { ...place, reading })
    }
  }
  return [...found.values()]
}
