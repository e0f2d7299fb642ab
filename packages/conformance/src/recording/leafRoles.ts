/** What each text and number of an answer is, as the adapter that reads it says. */
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
import { type TextKind, textKindAt } from "./orderTexts.ts"
import { saysPrivate } from "./privateParts.ts"
import { Refused } from "./Refused.ts"

/**
 * `id` and `person` are replaced; `unread` too, unless it can say nothing of anybody; `open` is looked through for what
 * looks private; `code` stays but for what looks private in it; `value` stays: only what is no text comes from it.
 */
export type LeafRole = "id" | "person" | "unread" | "open" | "code" | "value"

/** The part of an adapter that reads answers. */
export type AnswerReader = Pick<OrderAdapter, "decode" | "explain" | "encode" | "encodeQuarantined">

interface Reading {
  readonly records: ReadonlyArray<OrderRecord>
  readonly explanation: Explanation
}

/** The role of every text and number, by pointer. */
export const leafRoles = (
  adapter: AnswerReader,
  operation: OperationName,
  body: string,
  tree: JsonNode
): Effect.Effect<ReadonlyMap<Pointer, LeafRole>, Refused> =>
  Effect.gen(function* () {
    const reading = yield* Effect.option(
      Effect.all({ records: adapter.decode(operation, body), explanation: adapter.explain(operation, body) })
    )
    if (reading._tag === "None") return undecodedRoles(tree)
    const masked = yield* maskedPointers(adapter, reading.value.records, tree)
    const kinds = kindsByPointer(adapter, reading.value)
    const unread = new Set(reading.value.explanation.unread)
    const leaves = leavesOf(tree).map((leaf) => {
      const places = [leaf.pointer, ...ancestorsOf(leaf.pointer)]
      const isUnread = places.some((place) => unread.has(place))
      return { ...leaf, isUnread, fed: new Set(places.flatMap((place) => [...(kinds.get(place) ?? [])])) }
    })
    const hidden = new Set(
      leaves.filter(({ fed, pointer }) => masked.has(pointer) && !isKept(fed)).map(({ text }) => text)
    )
    return new Map(
      leaves.map(({ fed, isUnread, key, pointer, text }) => {
        if (isUnread) return [pointer, saysPrivate(key) ? "person" : "unread"]
        // A code is masked too where it happens to be spelled like a private text.
        const isHidden = masked.has(pointer) && !(isKept(fed) && hidden.has(text))
        return [pointer, roleOf(fed, isHidden, saysPrivate(key))]
      })
    )
  })

const isKept = (fed: ReadonlySet<TextKind>): boolean => fed.has("code") || fed.has("value")

const roleOf = (fed: ReadonlySet<TextKind>, hidden: boolean, keySays: boolean): LeafRole => {
  if (fed.has("person") || hidden) return "person"
  if (isKept(fed)) return [...fed].some((kind) => kind !== "value") ? "code" : "value"
  if (fed.has("id")) return "id"
  return keySays ? "person" : "open"
}

/**
 * Nothing is known of an answer that is an error: what stands around its data is looked through, if its key does not say
 * that it is private; all else is replaced.
 */
const undecodedRoles = (tree: JsonNode): ReadonlyMap<Pointer, LeafRole> =>
  new Map(
    leavesOf(tree).map(({ key, pointer }) => [
      pointer,
      saysPrivate(key) ? "person" : pointer.split("/").length === 2 ? "open" : "unread"
    ])
  )

/** What the adapter itself does not show: each record's raw answer, masked, beside the same in full. */
const maskedPointers = (
  adapter: AnswerReader,
  records: ReadonlyArray<OrderRecord>,
  tree: JsonNode
): Effect.Effect<ReadonlySet<Pointer>, Refused> =>
  Effect.gen(function* () {
    const nodes = nodesOf(tree)
    const found = new Set<Pointer>()
    const masked = new Set<Pointer>()
    let next = 0
    for (const record of records) {
      const raw = isQuarantined(record) ? record.raw : record.source.raw
      const full = raw === null ? null : Redacted.value(raw)
      const isPlace = ({ node, pointer }: (typeof nodes)[number]) => !found.has(pointer) && stands(full, node)
      // Rows follow one another: the search goes on behind the last one.
      const ahead = nodes.slice(next).findIndex(isPlace)
      const index = ahead < 0 ? nodes.findIndex(isPlace) : next + ahead
      const place = nodes[index]
      if (full === null || place === undefined) return yield* notFound
      next = index + 1
      found.add(place.pointer)
      for (const pointer of differing(full, maskedRaw(adapter, record), place.pointer)) masked.add(pointer)
    }
    return masked
  })

const notFound = Effect.fail(
  new Refused({
    pointer: "",
    message: "The adapter keeps no raw answer of a record, so it cannot be told which texts are private",
    advice: "An order's `source.raw` must be the answer, or the row of a list: tell the adapter's authors."
  })
)

const maskedRaw = (adapter: AnswerReader, record: OrderRecord): Json => {
  const options = { reveal: true, raw: "masked" } as const
  return isQuarantined(record)
    ? adapter.encodeQuarantined(record, options).raw
    : adapter.encode(record, options).source.raw
}

/** Whether a raw answer is this part of the answer; numbers may stand there as text. */
const stands = (raw: Json, node: JsonNode | undefined): boolean => {
  if (isLiteral(node)) return String(raw) === node.text || (typeof raw === "number" && raw === Number(node.text))
  if (isListNode(node)) {
    return isJsonArray(raw) && raw.length === node.length && raw.every((child, index) => stands(child, node[index]))
  }
  if (!isObjectNode(node)) return raw === node
  if (!isJsonObject(raw)) return false
  const entries = Object.entries(raw)
  return entries.length === Object.keys(node).length && entries.every(([key, child]) => stands(child, node[key]))
}

/** Pointers at which two trees of one shape differ; masking may change keys, so their places count. */
const differing = (full: Json, shown: Json, pointer: Pointer): ReadonlyArray<Pointer> => {
  if (isJsonArray(full)) {
    const items = isJsonArray(shown) ? shown : []
    return full.flatMap((child, index) => differing(child, items[index] ?? null, childPointer(pointer, index)))
  }
  if (isJsonObject(full)) {
    const members = isJsonObject(shown) ? Object.values(shown) : []
    return Object.entries(full).flatMap(([key, child], index) =>
      differing(child, members[index] ?? null, childPointer(pointer, key))
    )
  }
  return full === shown ? [] : [pointer]
}

/** Which kinds of text of the orders come from each place of the answer. */
const kindsByPointer = (
  adapter: AnswerReader,
  { explanation, records }: Reading
): ReadonlyMap<Pointer, ReadonlySet<TextKind>> => {
  const kinds = new Map<Pointer, Set<TextKind>>()
  records.forEach((record, index) => {
    if (isQuarantined(record)) return
    const order: unknown = adapter.encode(record, { reveal: false, raw: "omit" })
    for (const { path, pointers } of explanation.records[index]?.fields ?? []) {
      const told = kindsBelow(nodeOfOrder(order, path), path)
      for (const pointer of pointers) kinds.set(pointer, new Set([...(kinds.get(pointer) ?? []), ...told]))
    }
  })
  return kinds
}

const nodeOfOrder = (order: unknown, path: Pointer): unknown =>
  path
    .split("/")
    .slice(1)
    .reduce<unknown>((node, token) => Reflect.get(Object(node), token), order)

/** An encoded private text is plain data: its state tells it. */
export const isPrivateJson = (node: unknown): boolean =>
  isPrivateText(node) || Reflect.get(Object(node), "state") === "plain"

const kindsBelow = (node: unknown, path: Pointer): ReadonlyArray<TextKind> => {
  if (node === null || node === undefined) return []
  if (isPrivateJson(node)) return ["person"]
  if (typeof node === "string") return [textKindAt(path)]
  if (typeof node !== "object") return ["value"]
  return Object.entries(node).flatMap(([key, child]) => kindsBelow(child, childPointer(path, key)))
}

/** The places that hold this one, the whole answer included. */
export const ancestorsOf = (pointer: Pointer): ReadonlyArray<Pointer> =>
  pointer
    .split("/")
    .slice(1)
    .map((_token, index, tokens) =>
      tokens
        .slice(0, index)
        .map((token) => `/${token}`)
        .join("")
    )
