/** Whether a field comes from the places that its explanation names: other values at these places must change it. */
import {
  type AdapterError,
  type ExplainedField,
  isAdapterError,
  isOrder,
  type Json,
  type OperationName,
  type Order,
  type OrderAdapter,
  type OrderRecord,
  type Pointer
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as JsonPointer from "effect/JsonPointer"
import { nodeAt, removeAt, setAt } from "../../twin/json/editJson.ts"
import { isListNode, isLiteral, isObjectNode, type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { decodeRecord, revealedJson } from "./decode.ts"
import { otherValuesThan } from "./otherValues.ts"

/** An answer with one order, the order decoded from it, and answers about other orders. */
export interface DecodedAnswer {
  readonly operation: OperationName
  readonly answer: JsonNode
  readonly order: Order
  readonly others: ReadonlyArray<JsonNode>
}

/**
 * `false` if the field stays the same whatever is tried at its places: the values of other orders, other digits, codes
 * and words, and empty values.
 *
 * These count as a change too: a warning about an unknown code, a value that is refused at this place, one that does not
 * fit the adapter's configuration (another shop), and a field that comes from another place when this one is empty.
 */
export const comesFrom = (
  adapter: OrderAdapter,
  { answer, operation, order, others }: DecodedAnswer,
  { path, pointers, rule }: ExplainedField
): Effect.Effect<boolean> =>
  Effect.gen(function* () {
    const value = valueAt(revealedJson(adapter, order), path)
    if (isEmpty(value) || pointers.length === 0) return true
    const places = pointers.filter((pointer) => isFilledScalar(nodeAt(answer, pointer)))
    // An empty place cannot be changed. A whole block is too coarse as the place of a field.
    if (places.length === 0) return !pointers.some((pointer) => isBlock(nodeAt(answer, pointer)))

    const depends = (read: OrderRecord | AdapterError | undefined): boolean =>
      read !== undefined &&
      !isAdapterError(read) &&
      isOrder(read) &&
      (valueAt(revealedJson(adapter, read), path) !== value || (isWord(value) && warnsAt(read, places)))

    let isRefusedAlways = true
    for (const altered of [...withOthers(answer, places, others), ...withSynthetic(answer, places)]) {
      const read = yield* decodeRecord(adapter, operation, writeJson(altered))
      if (depends(read) || reasonOf(read)?._tag === "Configuration") return true
      isRefusedAlways &&= isRefusedAt(read, places)
    }
    if (isRefusedAlways) return true
    for (const altered of emptied(answer, places)) {
      const body = writeJson(altered)
      const read = yield* decodeRecord(adapter, operation, body)
      if (depends(read)) return true
      const explained = yield* Effect.option(adapter.explain(operation, body))
      if (explained._tag === "None") continue
      const field = explained.value.records[0]?.fields.find((other) => other.path === path)
      if (field !== undefined && (field.rule !== rule || field.pointers.join() !== pointers.join())) return true
    }
    return false
  })

/** The value at a pointer of an encoded order, as JSON text; `null` if a block on the way is absent. */
export const valueAt = (order: Json, path: Pointer): string => {
  const step = (parent: unknown, token: string): unknown =>
    typeof parent === "object" && parent !== null ? Reflect.get(parent, token) : undefined
  return JSON.stringify(path.split("/").slice(1).map(JsonPointer.unescapeToken).reduce<unknown>(step, order) ?? null)
}

export const isEmpty = (value: string): boolean => ["null", "[]", '""'].includes(value)

const isWord = (value: string): boolean => /^(?:"[a-z_]+"|true|false)$/.test(value)

const warnsAt = ({ warnings }: Order, places: ReadonlyArray<Pointer>): boolean =>
  warnings.some(({ code, path }) => code === "unknown_code" && places.some((place) => place.endsWith(path)))

/** Why an answer or a row was refused; `undefined` if it was not. */
const reasonOf = (read: OrderRecord | AdapterError | undefined): AdapterError["reason"] | undefined =>
  read === undefined || (!isAdapterError(read) && isOrder(read))
    ? undefined
    : (isAdapterError(read) ? read : read.error).reason

/** A refusal by the platform (such as an error code in the envelope) says nothing about a field. */
const isRefusedAt = (read: OrderRecord | AdapterError | undefined, places: ReadonlyArray<Pointer>): boolean => {
  const reason = reasonOf(read)
  return reason?._tag === "ResponseDecode" && places.includes(reason.pointer)
}

const isFilledScalar = (node: JsonNode | undefined): boolean =>
  typeof node === "boolean" || isLiteral(node) || (typeof node === "string" && node !== "")

const isBlock = (node: JsonNode | undefined): boolean =>
  isListNode(node) ? node.length > 0 : isObjectNode(node) && Object.keys(node).length > 0

const withOthers = (
  answer: JsonNode,
  places: ReadonlyArray<Pointer>,
  others: ReadonlyArray<JsonNode>
): ReadonlyArray<JsonNode> =>
  others.flatMap((other) => {
    const changes = places.flatMap((place) => {
      const node = nodeAt(other, place)
      return node === undefined || writeJson(node) === writeJson(nodeAt(answer, place) ?? null) ? [] : [{ place, node }]
    })
    return changes.length === 0 ? [] : [changes.reduce((tree, { node, place }) => setAt(tree, place, node), answer)]
  })

/** All places changed in the same way, because they may have to agree, and each place changed alone. */
const withSynthetic = (answer: JsonNode, places: ReadonlyArray<Pointer>): ReadonlyArray<JsonNode> => {
  const changes = places.map((place) => ({ place, values: otherValuesThan(nodeAt(answer, place)) }))
  const most = Math.max(...changes.map(({ values }) => values.length))
  const together = Array.from({ length: most }, (_, index) =>
    changes.reduce((tree, { place, values }) => setAt(tree, place, values[index % values.length] ?? null), answer)
  )
  const alone = places.length === 1 ? [] : changes
  return [...together, ...alone.flatMap(({ place, values }) => values.map((value) => setAt(answer, place, value)))]
}

const emptied = (answer: JsonNode, places: ReadonlyArray<Pointer>): ReadonlyArray<JsonNode> => [
  ...["", null, 0].map((nothing) => places.reduce<JsonNode>((tree, place) => setAt(tree, place, nothing), answer)),
  places.reduce(removeAt, answer)
]
