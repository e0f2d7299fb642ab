/** Taking a draft apart: the order's input on one side, the trace of its fields on the other. */
import { childPointer, type ExplainedField, type Pointer } from "@huidan/core"
import * as JsonPointer from "effect/JsonPointer"
import { shownPointer, tokensOf } from "../answer/pointers.ts"
import { type Doubt, Traced } from "./Traced.ts"

export interface Settled {
  /** The draft without its traces. */
  readonly value: unknown
  /** The doubts of its fields, in the order of the fields. */
  readonly doubts: ReadonlyArray<Doubt>
}

/** A traced value of a draft, and its path in the order. */
export interface DraftField {
  readonly path: Pointer
  readonly traced: Traced<unknown>
}

/** Strips a draft of its traces. */
export const settle = (draft: unknown): Settled => {
  const doubts: Array<Doubt> = []
  const strip = (node: unknown): unknown => {
    if (node instanceof Traced) {
      for (const doubt of node.doubts) doubts.push(doubt)
      return node.value
    }
    if (Array.isArray(node)) return node.map(strip)
    if (!isBlock(node)) return node
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, strip(child)]))
  }
  return { value: strip(draft), doubts }
}

/** The traced values of a draft. */
export const fieldsOf = (draft: unknown): ReadonlyArray<DraftField> => {
  const fields: Array<DraftField> = []
  const visit = (node: unknown, path: Pointer): void => {
    if (node instanceof Traced) fields.push({ path, traced: node })
    else if (Array.isArray(node) || isBlock(node))
      for (const [key, child] of Object.entries(node)) visit(child, childPointer(path, key))
  }
  visit(draft, "")
  return fields
}

const isStated = ({ value }: Traced<unknown>): boolean => value !== null && value !== undefined

/** Fields that have a value, with the pointers and the rule that they come from. */
export const explainFields = (draft: unknown): ReadonlyArray<ExplainedField> =>
  fieldsOf(draft)
    .filter(({ traced }) => isStated(traced))
    .map(({ path, traced: { from, rule } }) => ({ path, pointers: [...new Set(from.map(shownPointer))], rule }))

/** Where the value of a field was read; `""` if it has no place in the answer. */
export const sourceOf = (draft: unknown, path: Pointer): Pointer => {
  let node = draft
  for (const key of tokensOf(path).map(JsonPointer.unescapeToken)) {
    if (!Array.isArray(node) && !isBlock(node)) return ""
    node = Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined
  }
  return node instanceof Traced && isStated(node) ? (node.from[0] ?? "") : ""
}

/** An object of the draft itself, not a time or a private text. */
const isBlock = (node: unknown): node is object =>
  typeof node === "object" && node !== null && Object.getPrototypeOf(node) === Object.prototype
