/** Whether a field comes from the places that its explanation names: other values there must make it another. */
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
import { othersThan } from "./otherValues.ts"
import { decodeRecord, tell } from "./TrialAnswer.ts"

/** An answer about one order, and what the platform says at the same places of other orders. */
export interface ToldOrder {
  readonly operation: OperationName
  readonly answer: JsonNode
  readonly order: Order
  readonly others: ReadonlyArray<JsonNode>
}

/**
 * `false` where the field of the answer's first order is the same, whatever was tried at its places: what the platform
 * says there of other orders, other digits, codes and words, and nothing at all.
 *
 * Beside another value of the field count: a word or flag whose unknown code is warned of, a value that is refused at its
 * place, and a field that comes from elsewhere where its place is empty.
 */
export const comesFrom = (
  adapter: OrderAdapter,
  { answer, operation, order, others }: ToldOrder,
  { path, pointers, rule }: ExplainedField
): Effect.Effect<boolean> =>
  Effect.gen(function* () {
    const told = valueAt(tell(adapter, order), path)
    if (isEmpty(told) || pointers.length === 0) return true
    const places = pointers.filter((pointer) => isTelling(nodeAt(answer, pointer)))
    // Where nothing stands, nothing is to be changed; a whole block says nothing of one field.
    if (places.length === 0) return !pointers.some((pointer) => isBlock(nodeAt(answer, pointer)))

    const depends = (read: OrderRecord | AdapterError | undefined): boolean =>
      read !== undefined &&
      !isAdapterError(read) &&
      isOrder(read) &&
      (valueAt(tell(adapter, read), path) !== told || (isWord(told) && warnsAt(read, places)))

    let isRefusedAlways = true
    for (const altered of [...withOthers(answer, places, others), ...withSynthetic(answer, places)]) {
      const read = yield* decodeRecord(adapter, operation, writeJson(altered))
      if (depends(read)) return true
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

/** What stands at a pointer of an encoded order, as JSON; `null` where a block on the way is not there. */
export const valueAt = (order: Json, path: Pointer): string => {
  const step = (parent: unknown, token: string): unknown =>
    typeof parent === "object" && parent !== null ? Reflect.get(parent, token) : undefined
  return JSON.stringify(path.split("/").slice(1).map(JsonPointer.unescapeToken).reduce<unknown>(step, order) ?? null)
}

export const isEmpty = (value: string): boolean => ["null", "[]", '""'].includes(value)

const isWord = (value: string): boolean => /^(?:"[a-z_]+"|true|false)$/.test(value)

const warnsAt = ({ warnings }: Order, places: ReadonlyArray<Pointer>): boolean =>
  warnings.some(({ code, path }) => code === "unknown_code" && places.some((place) => place.endsWith(path)))

/** The platform's own refusal, as of the code of an envelope, is no word about a field. */
const isRefusedAt = (read: OrderRecord | AdapterError | undefined, places: ReadonlyArray<Pointer>): boolean => {
  const error = read === undefined ? null : isAdapterError(read) ? read : isOrder(read) ? null : read.error
  const reason = error?.reason
  return reason?._tag === "Configuration" || (reason?._tag === "ResponseDecode" && places.includes(reason.pointer))
}

const isTelling = (node: JsonNode | undefined): boolean =>
  typeof node === "boolean" || isLiteral(node) || (typeof node === "string" && node !== "")

const isBlock = (node: JsonNode | undefined): boolean =>
  isListNode(node) ? node.length > 0 : isObjectNode(node) && Object.keys(node).length > 0

const withOthers = (
  answer: JsonNode,
  places: ReadonlyArray<Pointer>,
  others: ReadonlyArray<JsonNode>
): ReadonlyArray<JsonNode> =>
  others.flatMap((other) => {
    const said = places.flatMap((place) => {
      const node = nodeAt(other, place)
      return node === undefined || writeJson(node) === writeJson(nodeAt(answer, place) ?? null) ? [] : [{ place, node }]
    })
    return said.length === 0 ? [] : [said.reduce((tree, { node, place }) => setAt(tree, place, node), answer)]
  })

/** All places changed in the same way, for they may have to agree; and each by itself. */
const withSynthetic = (answer: JsonNode, places: ReadonlyArray<Pointer>): ReadonlyArray<JsonNode> => {
  const changes = places.map((place) => ({ place, values: othersThan(nodeAt(answer, place)) }))
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
