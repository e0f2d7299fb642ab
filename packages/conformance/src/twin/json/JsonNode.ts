/**
 * The answers of a twin as trees with more than JSON: bare numbers of any length, codes, and absent blocks.
 *
 * Platforms print 64-bit ids as bare numbers, which no JavaScript number can hold: `literal("1657810577105402177")`.
 * Faults can replace a `code` by an unknown one, and an `absent` block by another spelling that PHP has for nothing.
 */

/** Marks a node as more than JSON. It is a key, not a class, so that two copies of this package work together. */
const mark = "~huidan/JsonNode"

/** A number with this exact spelling. */
export interface LiteralNumber {
  readonly [mark]: "literal"
  readonly text: string
}

/** A value from a closed list of the platform's document. */
export interface Code {
  readonly [mark]: "code"
  readonly value: number | string | null
  /** All values that the list has by the document. */
  readonly of: ReadonlyArray<number | string | null>
}

/** A block or list that the order does not have. */
export interface Absent {
  readonly [mark]: "absent"
  readonly as: JsonNode
}

/** JSON with exact numbers, codes and absent blocks. A member of an object that is `undefined` is left out. */
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

/** A bare number with this exact spelling: `literal("1657810577105402177")`, `literal("19.90")`. */
export const literal = (text: string | bigint): LiteralNumber => ({ [mark]: "literal", text: String(text) })

/**
 * A code from a closed list. The fault `unknown-code` can replace it by one that the list does not have.
 *
 * `of` are all values of the list: a law fails if `value` is not among them, and a report of the laws names those that no
 * order of the twin has. `null` means that the answer states no code; it need not be in the list.
 */
export const code = (value: number | string | null, of: ReadonlyArray<number | string | null>): Code => ({
  [mark]: "code",
  value,
  of
})

/** An optional block or list that this order does not have; `as` is how the platform's document writes that. */
export const absent = (as: JsonNode = null): Absent => ({ [mark]: "absent", as })

/** Whether the node was made by `literal`. */
export const isLiteral = (node: JsonNode | undefined): node is LiteralNumber => markOf(node) === "literal"

/** Whether the node was made by `code`. */
export const isCode = (node: JsonNode | undefined): node is Code => markOf(node) === "code"

/** Whether the node was made by `absent`. */
export const isAbsent = (node: JsonNode | undefined): node is Absent => markOf(node) === "absent"

/** Whether the node is an object of JSON: not a list, and not made by `literal`, `code` or `absent`. */
export const isObjectNode = (node: JsonNode | undefined): node is { readonly [key: string]: JsonNode | undefined } =>
  typeof node === "object" && node !== null && !Array.isArray(node) && markOf(node) === undefined

const markOf = (node: JsonNode | undefined): unknown =>
  typeof node === "object" && node !== null ? Reflect.get(node, mark) : undefined

/** Whether the node is a list. */
export const isListNode = (node: JsonNode | undefined): node is ReadonlyArray<JsonNode> => Array.isArray(node)

/** The tree as JSON text. A code is written as its value, an absent block as the document writes it. */
export const writeJson = (node: JsonNode): string => {
  if (typeof node !== "object" || node === null) return JSON.stringify(node)
  if (isListNode(node)) return `[${node.map(writeJson).join(",")}]`
  if (isLiteral(node)) return node.text
  if (isCode(node)) return JSON.stringify(node.value)
  if (isAbsent(node)) return writeJson(node.as)
  let members = ""
  for (const [key, child] of Object.entries(node)) {
    if (child !== undefined) members += `${members === "" ? "" : ","}${keyText(key)}${writeJson(child)}`
  }
  return `{${members}}`
}

/** A twin has few keys, and writes them again and again. */
const keyTexts = new Map<string, string>()
const mostKeyTexts = 10_000

const keyText = (key: string): string => {
  const known = keyTexts.get(key)
  if (known !== undefined) return known
  const text = `${JSON.stringify(key)}:`
  if (keyTexts.size < mostKeyTexts) keyTexts.set(key, text)
  return text
}
