/**
 * The answers of a twin, as trees that say more than JSON: bare numbers of any length, codes, and optional blocks.
 *
 * A platform prints 64-bit ids as bare numbers, which no JavaScript number holds: `literal("1657810577105402177")`.
 * A `code` may be replaced by one that no document knows, an `absent` block by one of the spellings PHP has for it;
 * both stand in the answer as they are unless a fault asks for more.
 */

/** Marks a node as more than JSON; a key, not a class, so that two copies of this package understand each other. */
const mark = "~huidan/JsonNode"

/** A number, written exactly as this text says. */
export interface LiteralNumber {
  readonly [mark]: "literal"
  readonly text: string
}

/** A value out of a closed list of the platform's document. */
export interface Code {
  readonly [mark]: "code"
  readonly value: number | string | null
}

/** A block or list that is not there, written as `null` unless the platform has its own way. */
export interface Absent {
  readonly [mark]: "absent"
  readonly as: JsonNode
}

/** A member of an object that is `undefined` is not written at all. */
export type JsonNode =
  | null
  | boolean
  | number
  | string
  | LiteralNumber
  | Code
  | Absent
  | ReadonlyArray<JsonNode>
  | { readonly [key: string]: JsonNode | undefined }

/** A bare number of any length or spelling: `literal("1657810577105402177")`, `literal("19.90")`. */
export const literal = (text: string | bigint): LiteralNumber => ({ [mark]: "literal", text: String(text) })

/** A code of a closed list, so that the twin can send one that the list does not have. */
export const code = (value: number | string | null): Code => ({ [mark]: "code", value })

/** An optional block or list that this order does not have; `as` is how the platform's document shows that. */
export const absent = (as: JsonNode = null): Absent => ({ [mark]: "absent", as })

export const isLiteral = (node: JsonNode | undefined): node is LiteralNumber => markOf(node) === "literal"

export const isCode = (node: JsonNode | undefined): node is Code => markOf(node) === "code"

export const isAbsent = (node: JsonNode | undefined): node is Absent => markOf(node) === "absent"

export const isObjectNode = (node: JsonNode | undefined): node is { readonly [key: string]: JsonNode | undefined } =>
  typeof node === "object" && node !== null && !Array.isArray(node) && markOf(node) === undefined

const markOf = (node: JsonNode | undefined): unknown =>
  typeof node === "object" && node !== null ? Reflect.get(node, mark) : undefined

export const isListNode = (node: JsonNode | undefined): node is ReadonlyArray<JsonNode> => Array.isArray(node)

/** The tree as JSON text. */
export const writeJson = (node: JsonNode): string => {
  if (isLiteral(node)) return node.text
  if (isCode(node)) return JSON.stringify(node.value)
  if (isAbsent(node)) return writeJson(node.as)
  if (isListNode(node)) return `[${node.map(writeJson).join(",")}]`
  if (isObjectNode(node)) {
    const members = Object.entries(node).flatMap(([key, child]) =>
      child === undefined ? [] : [`${JSON.stringify(key)}:${writeJson(child)}`]
    )
    return `{${members.join(",")}}`
  }
  return JSON.stringify(node)
}
