/** Which fields of an order something is about, in words that data can hold. */
import { isJsonArray, isJsonObject, type Json } from "./Json.ts"
import { orderJsonSchema } from "./jsonSchema.ts"

/**
 * A pointer into an `OrderJson`, with `*` for every entry of a list: `/amounts/payable`, `/lines/&#42;/title`. It includes
 * everything below the pointer: `/refunds` are the refunds as a whole.
 */
export type FieldPattern = string

/**
 * Patterns that are written in one text, apart by white space; those that differ in one name can share the rest.
 *
 * ```ts
 * import { fieldPatterns } from "@huidan/core"
 *
 * fieldPatterns("/kind /notes/{buyer,seller}") // => ["/kind", "/notes/buyer", "/notes/seller"]
 * ```
 */
export const fieldPatterns = (text: string): ReadonlyArray<FieldPattern> =>
  Array.from(text.matchAll(/(?:[^\s{]|\{[^}]*\})+/g), ([written]) => written).flatMap(expanded)

const expanded = (written: string): ReadonlyArray<FieldPattern> => {
  const {
    after = "",
    before = "",
    names
  } = /^(?<before>[^{]*)\{(?<names>[^}]*)\}(?<after>.*)$/s.exec(written)?.groups ?? {}
  return names === undefined
    ? [written]
    : names
        .split(/[\s,]+/)
        .filter((name) => name !== "")
        .flatMap((name) => expanded(`${before}${name}${after}`))
}

type Path = ReadonlyArray<string>

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

/**
 * The fields with a value of their own at or below a pattern; `*` is any entry of a list. A private text is one field, and
 * the members of a record have no names of their own. Fields below more than `deepest` keys are not listed.
 *
 * ```ts
 * import { fieldsBelow } from "@huidan/core"
 *
 * fieldsBelow("/notes") // => ["/notes/buyer", "/notes/seller", "/notes/flag"]
 * ```
 */
export const fieldsBelow = (pattern: FieldPattern, deepest: number = deepestField): ReadonlyArray<FieldPattern> => {
  const schema = orderSchema()
  const found = schemasAt(schema, schema, parsePattern(pattern))
  return [...new Set(found.flatMap((each) => leaves(schema, each, pattern, deepest)))]
}

const deepestField = 6

const leaves = (root: Json, schema: Json, place: FieldPattern, deepest: number): ReadonlyArray<FieldPattern> => {
  if (place.split("/").length > deepest) return []
  const alternatives = alternativesOf(root, schema).filter((each) => isJsonObject(each) && each["type"] !== "null")
  const below = alternatives.flatMap((each): ReadonlyArray<FieldPattern> => {
    if (!isJsonObject(each)) return []
    const properties = each["properties"]
    if (each["items"] !== undefined) return leaves(root, each["items"], `${place}/*`, deepest)
    // The members of a record have no names of their own.
    if (each["type"] === "object" && properties === undefined) return []
    if (properties === undefined || !isJsonObject(properties) || "state" in properties) return [place]
    return Object.entries(properties).flatMap(([key, child]) => leaves(root, child, `${place}/${key}`, deepest))
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
