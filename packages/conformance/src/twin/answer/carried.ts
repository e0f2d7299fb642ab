/** A true order as one operation's answer tells it: what the answer does not carry is `null` or `[]`. */
import { encodeOrder, isJsonArray, isJsonObject, type Json, type Order, orderJsonSchema } from "@huidan/core"
import type { FieldPattern } from "../definition/TwinDefinition.ts"

type Path = ReadonlyArray<string>

/** Carried by every answer: without these an order is none. */
const always: ReadonlyArray<FieldPattern> = [
  "/contract",
  "/key",
  "/platform",
  "/orderId",
  "/shop/id",
  "/amounts/currency",
  "/source"
]

/** Blocks that are `null`, not an object of nulls, where nothing of them is carried. */
const optionalBlocks = new Set([
  "/recipient",
  "/gift",
  "/invoice",
  "/delivery/pickup",
  "/payment/collection",
  "/lines/*/channel"
])

/** An order's JSON, private text revealed, without what no pattern names. */
export const carried = (order: Order, patterns: ReadonlyArray<FieldPattern>): Json => {
  const json = JSON.parse(JSON.stringify(encodeOrder(order, { reveal: true, raw: null }))) as Json
  const projected = project(json, [...always, ...patterns].map(parsePattern), "")
  return isJsonObject(projected) ? { ...projected, kind: projected["kind"] ?? "unknown" } : projected
}

/** Those patterns that name no field of an order. */
export const unknownPatterns = (patterns: ReadonlyArray<FieldPattern>): ReadonlyArray<FieldPattern> => {
  const schema = orderSchema()
  return patterns.filter((pattern) => !pattern.startsWith("/") || !isField(schema, schema, parsePattern(pattern)))
}

let madeSchema: Json | undefined

/** Made once, when first asked for: it takes longer than everything else here. */
const orderSchema = (): Json => {
  madeSchema ??= JSON.parse(JSON.stringify(orderJsonSchema())) as Json
  return madeSchema
}

const parsePattern = (pattern: FieldPattern): Path => pattern.split("/").slice(1)

const project = (node: Json, patterns: ReadonlyArray<Path>, place: string): Json => {
  if (patterns.some((pattern) => pattern.length === 0)) return node
  const below = (token: string) => patterns.filter((pattern) => pattern[0] === token).map((pattern) => pattern.slice(1))
  if (isJsonArray(node)) {
    const inner = below("*")
    return inner.length === 0 ? [] : node.map((child) => project(child, inner, `${place}/*`))
  }
  if (!isJsonObject(node)) return null
  if (patterns.length === 0 && (optionalBlocks.has(place) || "state" in node)) return null
  if (place === "/status/raw") return {}
  return Object.fromEntries(
    Object.entries(node).map(([key, child]) => [key, project(child, below(key), `${place}/${key}`)])
  )
}

/** Whether the path leads somewhere in a JSON Schema, through references and alternatives. */
const isField = (root: Json, schema: Json | undefined, path: Path): boolean => {
  if (schema === undefined || !isJsonObject(schema)) return false
  const reference = schema["$ref"]
  if (typeof reference === "string") return isField(root, definition(root, reference), path)
  const alternatives = schema["anyOf"]
  if (alternatives !== undefined && isJsonArray(alternatives)) {
    return alternatives.some((alternative) => isField(root, alternative, path))
  }
  const [token, ...rest] = path
  if (token === undefined) return true
  if (token === "*") return isField(root, schema["items"], rest)
  const properties = schema["properties"]
  const property = properties !== undefined && isJsonObject(properties) ? properties[token] : undefined
  return isField(root, property ?? schema["additionalProperties"], rest)
}

const definition = (root: Json, reference: string): Json | undefined => {
  const definitions = isJsonObject(root) ? root["$defs"] : undefined
  const name = reference.split("/").at(-1) ?? ""
  return definitions !== undefined && isJsonObject(definitions) ? definitions[name] : undefined
}
