/** A true order reduced to the fields that an answer carries: every other field is `null` or `[]`. */
import { encodeOrder, isJsonArray, isJsonObject, type Json, type Order, orderJsonSchema } from "@huidan/core"
import type { FieldPattern } from "../../world/traits/FieldPattern.ts"

type Path = ReadonlyArray<string>

/** Every answer carries these: they identify the order. */
const always: ReadonlyArray<FieldPattern> = [
  "/contract",
  "/key",
  "/platform",
  "/orderId",
  "/shop/id",
  "/amounts/currency",
  "/source"
]

/** Blocks that are `null`, not objects with `null` members, if the answer carries nothing of them. */
const optionalBlocks = new Set([
  "/recipient",
  "/gift",
  "/invoice",
  "/delivery/pickup",
  "/payment/collection",
  "/lines/*/channel"
])

/** The order as JSON, with private text revealed, reduced to the fields that the patterns name. */
export const carried = (order: Order, patterns: ReadonlyArray<FieldPattern>): Json => {
  const json = JSON.parse(JSON.stringify(encodeOrder(order, { reveal: true, raw: null }))) as Json
  const projected = project(json, [...always, ...patterns].map(parsePattern), "")
  return isJsonObject(projected) ? { ...projected, kind: projected["kind"] ?? "unknown" } : projected
}

/** The patterns that name no field of an order. */
export const unknownPatterns = (patterns: ReadonlyArray<FieldPattern>): ReadonlyArray<FieldPattern> => {
  const schema = orderSchema()
  return patterns.filter((pattern) => !pattern.startsWith("/") || !isField(schema, schema, parsePattern(pattern)))
}

let madeSchema: Json | undefined

/** Made once, at first use, because it is slow. */
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

/** Whether the path names something in a JSON Schema, through references and alternatives. */
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
