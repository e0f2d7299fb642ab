/** Where in an answer the fields of its order stand, as the adapter explains it. */
import type { OperationName, OrderAdapter, Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { nodeAt } from "../../twin/json/editJson.ts"
import { isLiteral, type JsonNode } from "../../twin/json/JsonNode.ts"
import { type Breach, breach } from "../trial/Breach.ts"

/** A text or a number of an answer. */
export interface Place {
  readonly pointer: Pointer
  /** The text, or the number's spelling. */
  readonly spelling: string
}

export const placeAt = (tree: JsonNode, pointer: Pointer): Place | null => {
  const node = nodeAt(tree, pointer)
  if (typeof node === "string") return { pointer, spelling: node }
  return isLiteral(node) ? { pointer, spelling: node.text } : null
}

/** The places that a record's fields come from, by the field's pointer. */
export type Sources = ReadonlyMap<Pointer, ReadonlyArray<Pointer>>

/** Of each record. */
export const sourcesOfAll = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string
): Effect.Effect<ReadonlyArray<Sources>, Breach> =>
  Effect.matchEffect(adapter.explain(operation, body), {
    onFailure: (error) => breach(`${operation} cannot be explained: ${error.message}`),
    onSuccess: ({ records }) =>
      Effect.succeed(records.map(({ fields }) => new Map(fields.map(({ path, pointers }) => [path, pointers]))))
  })

/** Of the first record. */
export const sourcesOf = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string
): Effect.Effect<Sources, Breach> => Effect.map(sourcesOfAll(adapter, operation, body), ([first]) => first ?? new Map())

/**
 * Every place whose text is the value of a field that comes from there, in whatever spelling; `reads` says what a
 * spelling comes to, `null` where it is none.
 */
export const placesOf = <Value, Reading>(
  tree: JsonNode,
  sources: Sources,
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
