import { type AdapterErrorReason, type Json, type Pointer, responseDecode } from "@huidan/core"
import * as Result from "effect/Result"
import { isAbsent, jsonOf, type Located, LocatedList, LocatedObject } from "../answer/Located.ts"
import type { ParsedAnswer } from "../answer/ParsedAnswer.ts"
import { nodeAt } from "../answer/pointers.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"

/** The part of an answer that is one order. */
export interface AnswerRow {
  readonly node: Located
  /** What becomes `source.raw`, and where it is in the answer. */
  readonly raw: Json
  readonly root: Pointer
}

/** A single-order answer is one row as a whole; a list may be absent, and an object is read as a list of one. */
export const rowsOf = (
  { document, root }: ParsedAnswer,
  { at, single }: SomeOperationCodec
): Result.Result<ReadonlyArray<AnswerRow>, AdapterErrorReason> => {
  const node = nodeAt(root, at)
  if (single) return Result.succeed([{ node, raw: document.value, root: "" }])
  if (isAbsent(node)) return Result.succeed([])
  const items = node instanceof LocatedList ? node.items : node instanceof LocatedObject ? [node] : null
  return items === null
    ? Result.fail(responseDecode({ pointer: node.pointer, expected: "a list of orders", found: "a scalar" }))
    : Result.succeed(items.map((item) => ({ node: item, raw: jsonOf(item), root: item.pointer })))
}
