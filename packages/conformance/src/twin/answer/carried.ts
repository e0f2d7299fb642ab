/** A true order reduced to the fields that an answer carries: every other field is `null` or `[]`. */
import { encodeOrder, type FieldPattern, isJsonArray, isJsonObject, type Json, type Order } from "@huidan/core"

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
