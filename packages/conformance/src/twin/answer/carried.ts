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

/** The order as JSON, with private text revealed, reduced to the fields of `patterns` that are not below `without`. */
export const carried = (
  order: Order,
  patterns: ReadonlyArray<FieldPattern>,
  without: ReadonlyArray<FieldPattern> = []
): Json => {
  const json = JSON.parse(JSON.stringify(encodeOrder(order, { reveal: true, raw: null }))) as Json
  const stated = project(json, [...always, ...patterns].map(parsePattern), "")
  const projected = without.map(parsePattern).reduce(erase, stated)
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

/** The tree with nothing at the places of this path. */
const erase = (node: Json, path: Path): Json => {
  const [token, ...rest] = path
  if (token === undefined) return isJsonArray(node) ? [] : null
  if (isJsonArray(node)) return token === "*" ? node.map((child) => erase(child, rest)) : node
  if (!isJsonObject(node)) return node
  const child = node[token]
  return child === undefined ? node : { ...node, [token]: erase(child, rest) }
}

/** The fields with a value of their own at or below a pattern; `*` is any entry of a list. A private text is one field. */
export const fieldsBelow = (pattern: FieldPattern): ReadonlyArray<FieldPattern> => {
  const schema = orderSchema()
  return [
    ...new Set(schemasAt(schema, schema, parsePattern(pattern)).flatMap((found) => leaves(schema, found, pattern)))
  ]
}

/** Fields may contain themselves; deeper ones than this are not listed. */
const deepestField = 6

const leaves = (root: Json, schema: Json, place: FieldPattern): ReadonlyArray<FieldPattern> => {
  if (place.split("/").length > deepestField) return []
  const alternatives = alternativesOf(root, schema).filter((each) => isJsonObject(each) && each["type"] !== "null")
  const below = alternatives.flatMap((each): ReadonlyArray<FieldPattern> => {
    if (!isJsonObject(each)) return []
    const properties = each["properties"]
    if (each["items"] !== undefined) return leaves(root, each["items"], `${place}/*`)
    // The members of a record have no names of their own.
    if (each["type"] === "object" && properties === undefined) return []
    if (properties === undefined || !isJsonObject(properties) || "state" in properties) return [place]
    return Object.entries(properties).flatMap(([key, child]) => leaves(root, child, `${place}/${key}`))
  })
  return [...new Set(below)]
}

/** The schema without references, as the list of its alternatives. */
const alternativesOf = (root: Json, schema: Json | undefined): ReadonlyArray<Json> => {
  if (schema === undefined || !isJsonObject(schema)) return []
  const reference = schema["$ref"]
  if (typeof reference === "string") return alternativesOf(root, definition(root, reference))
  const alternatives = schema["anyOf"]
  return alternatives !== undefined && isJsonArray(alternatives)
    ? alternatives.flatMap((alternative) => alternativesOf(root, alternative))
    : [schema]
}

const schemasAt = (root: Json, schema: Json | undefined, path: Path): ReadonlyArray<Json> => {
  const [token, ...rest] = path
  const here = alternativesOf(root, schema)
  if (token === undefined) return here
  return here.flatMap((each) => {
    if (!isJsonObject(each)) return []
    if (token === "*") return schemasAt(root, each["items"], rest)
    const properties = each["properties"]
    return schemasAt(root, properties !== undefined && isJsonObject(properties) ? properties[token] : undefined, rest)
  })
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
