import { type AdapterErrorReason, type Json, type Pointer, responseDecode } from "@huidan/core"
import * as Result from "effect/Result"
import type { ExactNumbers } from "../answer/ExactNumbers.ts"
import { isAbsent, isIndexed, jsonOf, type Located, LocatedList, LocatedObject } from "../answer/Located.ts"
import type { ParsedAnswer } from "../answer/ParsedAnswer.ts"
import { isMissing, nodeAt, parentOf } from "../answer/pointers.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"

/** The part of an answer that is one order. */
export interface AnswerRow {
  readonly node: Located
  /** What becomes `source.raw`, and where it is in the answer. */
  readonly raw: Json
  readonly root: Pointer
}

/**
 * A single-order answer is one row as a whole. A list that the answer leaves out is not an empty one: its rows may be under
 * another key, or the platform may have failed. It is empty if its own key says so: `[]`, also `null`, `""` and `{}` unless
 * the key is beside the answer's code, where platforms write these for any answer without data. An object is read as a
 * list of one, and PHP's `{"0": …, "1": …}` as a list.
 */
export const rowsOf = (
  { document, root }: ParsedAnswer,
  { at, emptyParent, single }: SomeOperationCodec
): Result.Result<ReadonlyArray<AnswerRow>, AdapterErrorReason> => {
  const node = nodeAt(root, at)
  if (single) return Result.succeed([{ node, raw: document.value, root: "" }])
  const noList = (found: string) =>
    Result.fail(responseDecode({ pointer: node.pointer, expected: "a list of orders", found }))
  if (isAbsent(node) && !(node instanceof LocatedList)) {
    const parent = parentOf(at)
    const isBelowData = parent !== null && parent !== "" && !isMissing(node)
    const isBare = emptyParent === "[]" && parent !== null && isEmptyList(nodeAt(root, parent))
    return isBelowData || isBare ? Result.succeed([]) : noList("nothing")
  }
  const items = itemsOf(node)
  return items === null
    ? noList("a scalar")
    : Result.succeed(items.map((item) => ({ node: item, raw: jsonOf(item), root: item.pointer })))
}

const itemsOf = (node: Located): ReadonlyArray<Located> | null => {
  if (node instanceof LocatedList) return node.items
  if (!(node instanceof LocatedObject)) return null
  return isIndexed(node) ? [...node.members.values()] : [node]
}

const isEmptyList = (node: Located): boolean => node instanceof LocatedList && node.items.length === 0

/** The pointers into a row of its numbers that are text. */
export const numbersIn = (
  { raw, root }: AnswerRow,
  { numbers }: { readonly numbers: ExactNumbers }
): ReadonlyArray<Pointer> => (root === "" ? numbers.in(raw) : numbers.below(raw))
