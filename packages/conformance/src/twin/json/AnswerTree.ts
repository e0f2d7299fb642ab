/** A platform's answer as a tree in which every number keeps its spelling, so that it can be written as it was sent. */
import { childPointer, type Pointer } from "@huidan/core"
import * as Result from "effect/Result"
import { isListNode, isLiteral, isObjectNode, type JsonNode, literal } from "./JsonNode.ts"

/** A text or a number of an answer. */
export interface Leaf {
  readonly pointer: Pointer
  /** The object key that it stands under; of a list's entry, the list's. */
  readonly key: string
  /** As it is spelled. */
  readonly text: string
  readonly isNumber: boolean
}

/** What becomes of an answer's texts, numbers and keys. */
export interface AnswerEdit {
  /** The text, or the spelling of the number, that stands here instead. */
  readonly leaf: (leaf: Leaf) => string
  /** `pointer` is that of the key's value, in the answer as it came. */
  readonly key: (key: string, pointer: Pointer) => string
}

/** Parses an answer; fails where it is no JSON. Of a key that is given twice the last value counts. */
export const parseAnswer = (body: string): Result.Result<JsonNode, "no JSON"> =>
  Result.try({
    try: (): JsonNode => JSON.parse(body.replace(/^\uFEFF/, ""), keepSpelling),
    catch: () => "no JSON" as const
  })

/** Engines older than Node 22 give no source: they fail, for a number would lose digits. */
const keepSpelling = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  if (typeof value !== "number") return value
  if (context?.source === undefined) throw new TypeError("the spelling of a number is not known")
  return literal(context.source)
}

/** Every text and number, in the answer's order. */
export const leavesOf = (node: JsonNode | undefined, pointer: Pointer = "", key = ""): ReadonlyArray<Leaf> => {
  if (typeof node === "string") return [{ pointer, key, text: node, isNumber: false }]
  if (isLiteral(node)) return [{ pointer, key, text: node.text, isNumber: true }]
  if (isListNode(node)) return node.flatMap((child, index) => leavesOf(child, childPointer(pointer, index), key))
  if (!isObjectNode(node)) return []
  return Object.entries(node).flatMap(([name, child]) => leavesOf(child, childPointer(pointer, name), name))
}

/** Every node with its pointer, the outer before the inner. */
export const nodesOf = (
  node: JsonNode | undefined,
  pointer: Pointer = ""
): ReadonlyArray<{ readonly pointer: Pointer; readonly node: JsonNode }> => {
  if (node === undefined) return []
  const self = { pointer, node }
  if (isListNode(node)) {
    return [self, ...node.flatMap((child, index) => nodesOf(child, childPointer(pointer, index)))]
  }
  if (isLiteral(node) || !isObjectNode(node)) return [self]
  return [self, ...Object.entries(node).flatMap(([key, child]) => nodesOf(child, childPointer(pointer, key)))]
}

export const editAnswer = (node: JsonNode, edit: AnswerEdit, pointer: Pointer = "", key = ""): JsonNode => {
  if (typeof node === "string") return edit.leaf({ pointer, key, text: node, isNumber: false })
  if (isLiteral(node)) return literal(edit.leaf({ pointer, key, text: node.text, isNumber: true }))
  if (isListNode(node)) return node.map((child, index) => editAnswer(child, edit, childPointer(pointer, index), key))
  if (!isObjectNode(node)) return node
  return Object.fromEntries(
    Object.entries(node).flatMap(([name, child]) => {
      const place = childPointer(pointer, name)
      return child === undefined ? [] : [[edit.key(name, place), editAnswer(child, edit, place, name)] as const]
    })
  )
}

/** The answer as JSON, indented for a reader; ends with a line's end. */
export const printAnswer = (node: JsonNode): string => `${print(node, "\n")}\n`

const print = (node: JsonNode, newLine: string): string => {
  const inner = `${newLine}  `
  if (isLiteral(node)) return node.text
  if (isListNode(node))
    return enclosed(
      "[",
      "]",
      node.map((child) => print(child, inner)),
      newLine
    )
  if (!isObjectNode(node)) return JSON.stringify(node)
  const members = Object.entries(node).flatMap(([key, child]) =>
    child === undefined ? [] : [`${JSON.stringify(key)}: ${print(child, inner)}`]
  )
  return enclosed("{", "}", members, newLine)
}

const enclosed = (open: string, close: string, parts: ReadonlyArray<string>, newLine: string): string =>
  parts.length === 0 ? `${open}${close}` : `${open}${newLine}  ${parts.join(`,${newLine}  `)}${newLine}${close}`
