import type { Pointer } from "@huidan/core"
import * as JsonPointer from "effect/JsonPointer"
import { isListNode, isObjectNode, type JsonNode } from "../../twin/json/JsonNode.ts"

/**
 * Whether a pointer leads to a place of the answer that was sent, or to where the undamaged answer has what is missing
 * there. An object and a list of one stand for each other, since platforms write both.
 */
export const leadsInto = (sent: JsonNode, undamaged: JsonNode, pointer: Pointer): boolean => {
  const place: Place = { sent, undamaged }
  const { sent: found, undamaged: known } = pointer
    .split("/")
    .slice(1, -1)
    .map(JsonPointer.unescapeToken)
    .reduce(step, place)
  return found !== undefined || known !== undefined
}

/** The same place in both answers; `undefined` in the one that lacks it. */
interface Place {
  readonly sent: JsonNode | undefined
  readonly undamaged: JsonNode | undefined
}

const step = ({ sent, undamaged }: Place, token: string): Place => {
  const isListOfOne = isListNode(sent) && sent.length === 1 && token === "0"
  if (isListOfOne && !isListNode(undamaged)) return { sent: sent[0], undamaged }
  const known = isListNode(undamaged) && isObjectNode(sent) ? undamaged[0] : undamaged
  return { sent: childOf(sent, token), undamaged: childOf(known, token) }
}

const childOf = (node: JsonNode | undefined, token: string): JsonNode | undefined =>
  isListNode(node) ? node[Number(token)] : isObjectNode(node) ? node[token] : undefined
