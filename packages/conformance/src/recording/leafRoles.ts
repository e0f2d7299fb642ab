/** What each text and number of an answer is, derived from what the adapter decodes and explains. */
import {
  childPointer,
  type Explanation,
  isJsonArray,
  isJsonObject,
  isPrivateText,
  isQuarantined,
  type Json,
  type OperationName,
  type OrderAdapter,
  type OrderRecord,
  type Pointer
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { leavesOf, nodesOf } from "../twin/json/AnswerTree.ts"
import { isListNode, isLiteral, isObjectNode, type JsonNode } from "../twin/json/JsonNode.ts"
import { ancestorsOf } from "./ancestors.ts"
import { type TextKind, textKindAt } from "./orderTexts.ts"
import { isLongId, saysId, saysPrivate } from "./privateParts.ts"
import { Refused } from "./Refused.ts"

/**
 * What happens to a text or number of an answer:
 *
 * - `id`, `person`: it is replaced.
 * - `unread`: nothing reads it; it is replaced unless its form cannot be private.
 * - `text`: everything in it that looks private is replaced.
 * - `code`: it is kept, except parts that look private.
 * - `value`: it is kept, because no text of an order comes from it.
 */
export type LeafRole = "id" | "person" | "unread" | "text" | "code" | "value"

/** The part of an adapter that decodes answers. */
export type AnswerReader = Pick<OrderAdapter, "decode" | "explain" | "encode" | "encodeQuarantined">

interface Reading {
  readonly records: ReadonlyArray<OrderRecord>
  readonly explanation: Explanation
}

/** What the parts of an answer are. */
export interface AnswerRoles {
  /** The role of every text and number, by pointer. */
  readonly leaves: ReadonlyMap<Pointer, LeafRole>
  /** The places whose keys the adapter masks. */
  readonly hiddenKeys: ReadonlySet<Pointer>
}

/** What the parts of an answer are. */
export const answerRoles = (
  adapter: AnswerReader,
  operation: OperationName,
  body: string,
  tree: JsonNode
): Effect.Effect<AnswerRoles, Refused> =>
  Effect.gen(function* () {
    const reading = yield* Effect.option(
      Effect.all({ records: adapter.decode(operation, body), explanation: adapter.explain(operation, body) })
    )
    if (reading._tag === "None") return { leaves: undecodedRoles(tree), hiddenKeys: new Set() }
    const { hiddenKeys, masked, quarantined } = yield* placesOfRecords(adapter, reading.value.records, tree)
    const kinds = kindsByPointer(adapter, reading.value)
    const unread = new Set(reading.value.explanation.unread)
    const leaves = leavesOf(tree).map((leaf) => {
      const places = [leaf.pointer, ...ancestorsOf(leaf.pointer)]
      const isUnread = places.some((place) => unread.has(place) || quarantined.has(place))
      return { ...leaf, isUnread, fed: new Set(places.flatMap((place) => [...(kinds.get(place) ?? [])])) }
    })
    const hidden = new Set(
      leaves.filter(({ fed, pointer }) => masked.has(pointer) && !isKept(fed)).map(({ text }) => text)
    )
    const roles = new Map(
      leaves.map(({ fed, isUnread, key, pointer, text }): [Pointer, LeafRole] => {
        if (isUnread) return [pointer, saysPrivate(key) ? "person" : "unread"]
        // A code that has the same spelling as a private text is masked too, but is not private.
        const isHidden = masked.has(pointer) && !(isKept(fed) && hidden.has(text))
        return [pointer, roleOf(fed, isHidden, key, text)]
      })
    )
    return { leaves: roles, hiddenKeys }
  })

const isKept = (fed: ReadonlySet<TextKind>): boolean => fed.has("code") || fed.has("value")

const roleOf = (fed: ReadonlySet<TextKind>, hidden: boolean, key: string, text: string): LeafRole => {
  if (fed.has("person") || hidden) return "person"
  if (isKept(fed)) return [...fed].some((kind) => kind !== "value") ? "code" : "value"
  if (fed.has("id")) return "id"
  if (saysPrivate(key)) return "person"
  // No field comes from it: it was only looked at, or its block says that there is nothing in it.
  return fed.size === 0 && saysId(key) && /\d/.test(text) && isLongId(text) ? "id" : "text"
}

/**
 * An answer with an error cannot be decoded, so nothing is known about its parts: texts at its top level are searched
 * unless their key is private; everything else is replaced.
 */
const undecodedRoles = (tree: JsonNode): ReadonlyMap<Pointer, LeafRole> =>
  new Map(
    leavesOf(tree).map(({ key, pointer }) => [
      pointer,
      saysPrivate(key) ? "person" : pointer.split("/").length === 2 ? "text" : "unread"
    ])
  )

interface PlacesOfRecords {
  /** The places that the adapter masks. */
  readonly masked: ReadonlySet<Pointer>
  /** The places whose keys it masks. */
  readonly hiddenKeys: ReadonlySet<Pointer>
  /** The rows that became no order. */
  readonly quarantined: ReadonlySet<Pointer>
}

/** What the adapter masks is found by comparing each record's masked raw answer with the full one. */
const placesOfRecords = (
  adapter: AnswerReader,
  records: ReadonlyArray<OrderRecord>,
  tree: JsonNode
): Effect.Effect<PlacesOfRecords, Refused> =>
  Effect.gen(function* () {
    const nodes = nodesOf(tree)
    const found = new Set<Pointer>()
    const masked = new Set<Pointer>()
    const hiddenKeys = new Set<Pointer>()
    const quarantined = new Set<Pointer>()
    let next = 0
    for (const record of records) {
      const raw = isQuarantined(record) ? record.raw : record.source.raw
      const full = raw === null ? null : Redacted.value(raw)
      const isPlace = ({ node, pointer }: (typeof nodes)[number]) => !found.has(pointer) && isSameTree(full, node)
      // Rows are in order, so the search continues after the last row.
      const ahead = nodes.slice(next).findIndex(isPlace)
      const index = ahead < 0 ? nodes.findIndex(isPlace) : next + ahead
      const place = nodes[index]
      if (full === null || place === undefined) return yield* notFound
      next = index + 1
      found.add(place.pointer)
      if (isQuarantined(record)) quarantined.add(place.pointer)
      for (const { isKey, pointer } of differing(full, maskedRaw(adapter, record), place.pointer))
        (isKey ? hiddenKeys : masked).add(pointer)
    }
    return { hiddenKeys, masked, quarantined }
  })

const notFound = Effect.fail(
  new Refused({
    pointer: "",
    message: "The adapter does not keep the raw answer of a record, so it is unknown which texts are private",
    advice:
      "An order's `source.raw` must be the answer, or the row of a list. Report this to the authors of the adapter."
  })
)

const maskedRaw = (adapter: AnswerReader, record: OrderRecord): Json => {
  const options = { reveal: true, raw: "masked" } as const
  return isQuarantined(record)
    ? adapter.encodeQuarantined(record, options).raw
    : adapter.encode(record, options).source.raw
}

/** Whether a raw answer equals this part of the answer. Numbers may be text in the raw answer. */
const isSameTree = (raw: Json, node: JsonNode | undefined): boolean => {
  if (isLiteral(node)) return String(raw) === node.text || (typeof raw === "number" && raw === Number(node.text))
  if (isListNode(node)) {
    return isJsonArray(raw) && raw.length === node.length && raw.every((child, index) => isSameTree(child, node[index]))
  }
  if (!isObjectNode(node)) return raw === node
  if (!isJsonObject(raw)) return false
  const entries = Object.entries(raw)
  return entries.length === Object.keys(node).length && entries.every(([key, child]) => isSameTree(child, node[key]))
}

/** A place at which a masked answer differs from the full one: in its value, or in its key. */
interface DifferingPlace {
  readonly pointer: Pointer
  readonly isKey: boolean
}

/** Masking may change keys, so members are compared by position. */
const differing = (full: Json, shown: Json, pointer: Pointer): ReadonlyArray<DifferingPlace> => {
  if (isJsonArray(full)) {
    const items = isJsonArray(shown) ? shown : []
    return full.flatMap((child, index) => differing(child, items[index] ?? null, childPointer(pointer, index)))
  }
  if (isJsonObject(full)) {
    const members = isJsonObject(shown) ? Object.entries(shown) : []
    return Object.entries(full).flatMap(([key, child], index) => {
      const [shownKey, shownChild] = members[index] ?? [key, null]
      const place = childPointer(pointer, key)
      return [...(shownKey === key ? [] : [{ pointer: place, isKey: true }]), ...differing(child, shownChild, place)]
    })
  }
  return full === shown ? [] : [{ pointer, isKey: false }]
}

/** The kinds of the orders' texts that come from each place of the answer. */
const kindsByPointer = (
  adapter: AnswerReader,
  { explanation, records }: Reading
): ReadonlyMap<Pointer, ReadonlySet<TextKind>> => {
  const kinds = new Map<Pointer, Set<TextKind>>()
  records.forEach((record, index) => {
    if (isQuarantined(record)) return
    const order: unknown = adapter.encode(record, { reveal: false, raw: "omit" })
    for (const { path, pointers } of explanation.records[index]?.fields ?? []) {
      const added = kindsBelow(nodeOfOrder(order, path), path)
      for (const pointer of pointers) kinds.set(pointer, new Set([...(kinds.get(pointer) ?? []), ...added]))
    }
  })
  return kinds
}

const nodeOfOrder = (order: unknown, path: Pointer): unknown =>
  path
    .split("/")
    .slice(1)
    .reduce<unknown>((node, token) => Reflect.get(Object(node), token), order)

/** Whether this is private text. Encoded private text is a plain object with a `state`. */
export const isPrivateJson = (node: unknown): boolean =>
  isPrivateText(node) || Reflect.get(Object(node), "state") === "plain"

const kindsBelow = (node: unknown, path: Pointer): ReadonlyArray<TextKind> => {
  if (node === null || node === undefined) return []
  if (isPrivateJson(node)) return ["person"]
  if (typeof node === "string") return [textKindAt(path)]
  if (typeof node !== "object") return ["value"]
  return Object.entries(node).flatMap(([key, child]) => kindsBelow(child, childPointer(path, key)))
}
