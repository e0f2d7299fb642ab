/** Edits of an answer at a pointer. A pointer to a place that does not exist changes nothing. */
import * as JsonPointer from "effect/JsonPointer"
import { isListNode, isObjectNode, type JsonNode } from "./JsonNode.ts"

/** The same tree with `value` at this pointer (RFC 6901); unchanged if nothing is there. */
export const setAt = (node: JsonNode, pointer: string, value: JsonNode): JsonNode =>
  editAt(node, tokens(pointer), () => value)

/** The same tree without the member or entry at this pointer (RFC 6901); unchanged if nothing is there. */
export const removeAt = (node: JsonNode, pointer: string): JsonNode => editAt(node, tokens(pointer), () => undefined)

/** The node at this pointer (RFC 6901); `undefined` if nothing is there. */
export const nodeAt = (node: JsonNode, pointer: string): JsonNode | undefined =>
  tokens(pointer).reduce<JsonNode | undefined>(
    (parent, token) => (isListNode(parent) ? parent[Number(token)] : isObjectNode(parent) ? parent[token] : undefined),
    node
  )

const tokens = (pointer: string): ReadonlyArray<string> => pointer.split("/").slice(1).map(JsonPointer.unescapeToken)

const editAt = (
  node: JsonNode,
  path: ReadonlyArray<string>,
  edit: (node: JsonNode) => JsonNode | undefined
): JsonNode => {
  const [token, ...rest] = path
  if (token === undefined) return edit(node) ?? null
  const step = (child: JsonNode) => (rest.length === 0 ? edit(child) : editAt(child, rest, edit))
  if (isListNode(node)) {
    return node.flatMap((child, index) => {
      if (String(index) !== token) return [child]
      const edited = step(child)
      return edited === undefined ? [] : [edited]
    })
  }
  if (!isObjectNode(node)) return node
  const child = node[token]
  return child === undefined ? node : { ...node, [token]: step(child) }
}
