/** The faults `unknown-code` and `php-shapes` as changes of an answer. */
import type { Dice } from "../../world/Dice.ts"
import {
  absent,
  type Code,
  code,
  isAbsent,
  isCode,
  isListNode,
  isLiteral,
  isObjectNode,
  type JsonNode,
  literal
} from "./JsonNode.ts"

/** The tree with one of its codes, selected by the dice, replaced by one that no document knows. */
export const withUnknownCode = (node: JsonNode, dice: Dice): JsonNode => {
  const codes = collectCodes(node)
  const chosen = dice.pickFrom(codes)
  return replaceCode(node, chosen)
}

const unknownNumber = 987_654

const collectCodes = (node: JsonNode): ReadonlyArray<Code> => {
  if (isCode(node)) return [node]
  if (isListNode(node)) return node.flatMap(collectCodes)
  return isObjectNode(node)
    ? Object.values(node).flatMap((child) => (child === undefined ? [] : collectCodes(child)))
    : []
}

const replaceCode = (node: JsonNode, chosen: Code | undefined): JsonNode => {
  if (chosen !== undefined && node === chosen) {
    return code(typeof chosen.value === "string" ? String(unknownNumber) : unknownNumber, chosen.of)
  }
  return mapChildren(node, (child) => replaceCode(child, chosen))
}

/**
 * The same answer as PHP programs write it: some numbers as text, some text as bare numbers, absent blocks as `[]`,
 * `{}`, `""` or `null`, and additional keys that no document knows. Its meaning is the same.
 */
export const withPhpShapes = (node: JsonNode, dice: Dice): JsonNode => {
  if (isAbsent(node)) return dice.pick<JsonNode>([absent(null), absent([]), absent({}), absent("")])
  if (typeof node === "number" && Number.isSafeInteger(node)) return dice.chance(0.5) ? String(node) : node
  if (isLiteral(node)) return dice.chance(0.5) ? node.text : node
  if (isCode(node)) return shapedCode(node, dice)
  if (typeof node === "string" && wholeNumber.test(node)) return dice.chance(0.3) ? literal(node) : node
  const shaped = mapChildren(node, (child) => withPhpShapes(child, dice))
  return isObjectNode(shaped) && dice.chance(0.3) ? { ...shaped, [`undocumented_${dice.digits(3)}`]: "?" } : shaped
}

const wholeNumber = /^[1-9]\d{0,18}$/

const shapedCode = (node: Code, dice: Dice): JsonNode =>
  typeof node.value === "number" && dice.chance(0.5) ? code(String(node.value), node.of) : node

const mapChildren = (node: JsonNode, change: (child: JsonNode) => JsonNode): JsonNode => {
  if (isListNode(node)) return node.map(change)
  if (!isObjectNode(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, child]) => [key, child === undefined ? undefined : change(child)])
  )
}
