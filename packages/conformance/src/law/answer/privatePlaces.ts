/** Where private text is in an answer. */
import {
  isJsonArray,
  isJsonObject,
  isOrder,
  type Json,
  type OperationName,
  type OrderAdapter,
  type Pointer
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as JsonPointer from "effect/JsonPointer"
import { nodeAt } from "../../twin/json/editJson.ts"
import { isLiteral, type JsonNode } from "../../twin/json/JsonNode.ts"
import type { Breach } from "../trial/Breach.ts"
import { decodeRecords, explainRecords } from "./decode.ts"

/** The places of an answer from which the private texts of its orders come, as the adapter explains them. */
export const privatePlaces = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string,
  where: string
): Effect.Effect<ReadonlyArray<Pointer>, Breach> =>
  Effect.gen(function* () {
    const records = yield* decodeRecords(adapter, operation, body, where)
    const explanation = yield* explainRecords(adapter, operation, body, where)
    return [
      ...new Set(
        records.flatMap((record, index) => {
          if (!isOrder(record)) return []
          const order = JSON.parse(JSON.stringify(adapter.encode(record, { reveal: false, raw: "omit" }))) as Json
          const fields = explanation.records[index]?.fields ?? []
          return fields.flatMap(({ path, pointers }) => (isPrivate(fieldAt(order, path)) ? pointers : []))
        })
      )
    ]
  })

const fieldAt = (order: Json, path: Pointer): Json =>
  path
    .split("/")
    .slice(1)
    .map(JsonPointer.unescapeToken)
    .reduce<Json>((node, token) => {
      if (isJsonArray(node)) return node[Number(token)] ?? null
      return isJsonObject(node) ? (node[token] ?? null) : null
    }, order)

const isPrivate = (field: Json): boolean => (isJsonArray(field) ? field.some(isPrivate) : isPrivateText(field))

/** Whether an order as JSON has private text. */
export const hasPrivateText = (node: Json): boolean =>
  isPrivateText(node) ||
  (isJsonArray(node) ? node.some(hasPrivateText) : isJsonObject(node) && Object.values(node).some(hasPrivateText))

/** Codes of a platform may have the name `state`. */
const isPrivateText = (node: Json): boolean =>
  isJsonObject(node) && typeof node["state"] === "string" && ("value" in node || "cipher" in node)

/** The text or the spelling of the number at a place; `null` if there is none. */
export const spellingAt = (tree: JsonNode, place: Pointer): string | null => {
  const node = nodeAt(tree, place)
  return typeof node === "string" ? node : isLiteral(node) ? node.text : null
}
