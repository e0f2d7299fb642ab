/** A platform's answer as a tree in which every number keeps its spelling, so that it can be written unchanged. */
import { childPointer, type Pointer } from "@huidan/core"
import * as Result from "effect/Result"
import { isListNode, isLiteral, isObjectNode, type JsonNode, literal } from "./JsonNode.ts"

/** A text or a number of an answer. */
export interface Leaf {
  readonly pointer: Pointer
  /** The object key of the value; for an entry of a list, the key of the list. */
  readonly key: string
  /** The text, or the spelling of the number. */
  readonly text: string
  readonly isNumber: boolean
}

/** How an answer's texts, numbers and keys are replaced. */
export interface AnswerEdit {
  /** The new text, or the spelling of the new number. */
  readonly leaf: (leaf: Leaf) => string
  /** The new key. `pointer` is that of the key's value in the original answer. */
  readonly key: (key: string, pointer: Pointer) => string
}

/** Parses an answer; fails if it is not JSON. If a key occurs twice, the last value counts. */
export const parseAnswer = (body: string): Result.Result<JsonNode, "no JSON"> =>
  Result.try({
    try: (): JsonNode => JSON.parse(body.replace(/^\uFEFF/, ""), keepSpelling),
    catch: () => "no JSON" as const
  })

/** Engines older than Node 22 do not give the source text: fail, because numbers would lose digits. */
const keepSpelling = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  if (typeof value !== "number") return value
  if (context?.source === undefined) throw new TypeError("JSON.parse gives no source text of numbers")
  return literal(context.source)
}

/** Every text and number, in the order of the answer. */
export const leavesOf = (node: JsonNode | undefined, pointer: Pointer = "", key = ""): ReadonlyArray<Leaf> => {
  if (typeof node === "string") return [{ pointer, key, text: node, isNumber: false }]
  if (isLiteral(node)) return [{ pointer, key, text: node.text, isNumber: true }]
  if (isListNode(node)) return node.flatMap((child, index) => leavesOf(child, childPointer(pointer, index), key))
  if (!isObjectNode(node)) return []
  return Object.entries(node).flatMap(([name, child]) => leavesOf(child, childPointer(pointer, name), name))
}

/** Every node with its pointer, parents before their children. */
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

/** The same tree with other texts, numbers and keys. */
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

/** The answer as indented JSON with a line break at its end. */
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
