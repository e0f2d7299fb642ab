/** How the platform writes what has no value, and numbers where it writes them as text. */
import {
  absent,
  code,
  type Dice,
  isAbsent,
  isCode,
  isListNode,
  isLiteral,
  isObjectNode,
  type JsonNode,
  literal
} from "@huidan/conformance"
import { type OrderTimes, toUnixSeconds } from "@huidan/core"
import type * as DateTime from "effect/DateTime"

/** Unix seconds; a time that has not come is 0. */
export const seconds = (instant: DateTime.Utc | null): number => (instant === null ? 0 : toUnixSeconds(instant))

/** order_expire_time is documented as a time and printed as a duration, counted from the creation of the order. */
export const secondsToPay = ({ created, expires }: OrderTimes): number =>
  expires === null ? 0 : seconds(expires) - seconds(created)

/** A 64-bit id as a bare number; a missing id is 0. */
export const bareId = (id: string | null): JsonNode => (id === null ? 0 : literal(id))

/** A missing text is empty. */
export const text = (value: string | null): string => value ?? ""

/** A list; an empty one may be `null` instead. */
export const list = (items: ReadonlyArray<JsonNode>, dice: Dice): JsonNode =>
  items.length > 0 ? items : absent(dice.chance(0.2) ? null : [])

/** The same answer with every number and boolean as text, as the official detail sample is printed. */
export const numbersAsText = (node: JsonNode): JsonNode => {
  if (typeof node === "number" || typeof node === "boolean") return String(node)
  if (isLiteral(node)) return node.text
  if (isCode(node)) return typeof node.value === "number" ? code(String(node.value), node.of) : node
  if (isAbsent(node)) return absent(numbersAsText(node.as))
  if (isListNode(node)) return node.map(numbersAsText)
  if (!isObjectNode(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, child]) => [key, child === undefined ? undefined : numbersAsText(child)])
  )
}
