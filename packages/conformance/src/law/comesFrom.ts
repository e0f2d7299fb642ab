/** Whether a field comes from the one place that its explanation names: other values there must make it another. */
import {
  isAdapterError,
  isOrder,
  type Json,
  type OperationName,
  type Order,
  type OrderAdapter,
  type Pointer
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as JsonPointer from "effect/JsonPointer"
import { nodeAt, setAt } from "../editJson.ts"
import { isLiteral, type JsonNode, literal, writeJson } from "../JsonNode.ts"
import { decodeRecord, tell } from "./answers.ts"
import type { Breach } from "./Breach.ts"
import { sourcesOf } from "./sources.ts"

/**
 * `false` where other values at the place can be read, and the field of the answer's first order is the same with each of
 * them. A place where nothing else can be read, a word whose unknown code is warned of, and a field that is taken from
 * elsewhere where the place is empty, are taken as named rightly.
 */
export const comesFrom = (
  adapter: OrderAdapter,
  operation: OperationName,
  answer: JsonNode,
  order: Order,
  { path, place }: { readonly path: Pointer; readonly place: Pointer }
): Effect.Effect<boolean, Breach> =>
  Effect.gen(function* () {
    const told = valueAt(tell(adapter, order), path)
    const node = nodeAt(answer, place)
    if (isEmpty(told) || node === undefined || !isTelling(node)) return true
    const readWith = (other: JsonNode) => decodeRecord(adapter, operation, writeJson(setAt(answer, place, other)))
    const depends = (record: Order) =>
      valueAt(tell(adapter, record), path) !== told || (isWord(told) && warnsAt(record, place))

    let isRead = false
    for (const other of othersThan(node)) {
      const record = yield* readWith(other)
      if (record === undefined || isAdapterError(record) || !isOrder(record)) continue
      if (depends(record)) return true
      isRead = true
    }
    if (!isRead) return true
    const emptied = setAt(answer, place, "")
    const record = yield* readWith("")
    if (record === undefined || isAdapterError(record) || !isOrder(record)) return false
    const sources = yield* sourcesOf(adapter, operation, writeJson(emptied))
    return depends(record) || sources.get(path)?.join() !== place
  })

/** What stands at a pointer of an encoded order, as JSON; `null` where a block on the way is not there. */
const valueAt = (order: Json, path: Pointer): string => {
  const step = (parent: unknown, token: string): unknown =>
    typeof parent === "object" && parent !== null ? Reflect.get(parent, token) : undefined
  return JSON.stringify(path.split("/").slice(1).map(JsonPointer.unescapeToken).reduce<unknown>(step, order) ?? null)
}

const isEmpty = (value: string): boolean => ["null", "[]", '""'].includes(value)

const isWord = (value: string): boolean => /^"[a-z_]+"$/.test(value)

const warnsAt = ({ warnings }: Order, place: Pointer): boolean =>
  warnings.some(({ code, path }) => code === "unknown_code" && place.endsWith(path))

const isTelling = (node: JsonNode): boolean =>
  typeof node === "boolean" || isLiteral(node) || (typeof node === "string" && node !== "")

/** Likely ones first: digits changed, a word that is in no table, codes that tables begin with. */
const alterations: ReadonlyArray<(spelling: string) => string> = [
  (spelling) => spelling.replace(/\d(?=\D*$)/, nextDigit),
  (spelling) => spelling.replace(/\d/, nextDigit),
  (spelling) => `${spelling}x`,
  ...Array.from({ length: 10 }, (_, digit) => () => String(digit))
]

/** Never 0, which could not begin a number. */
const nextDigit = (digit: string): string => String((Number(digit) % 9) + 1)

const othersThan = (node: JsonNode): ReadonlyArray<JsonNode> => {
  if (typeof node === "boolean") return [!node]
  const spelling = isLiteral(node) ? node.text : node
  if (typeof spelling !== "string") return []
  const others = [...new Set(alterations.map((alter) => alter(spelling)))].filter((other) => other !== spelling)
  return isLiteral(node) ? others.filter((other) => /^-?\d[\d.]*$/.test(other)).map(literal) : others
}
