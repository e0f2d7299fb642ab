import type { AdapterErrorReason } from "@huidan/core"
import * as Result from "effect/Result"
import type { ParsedAnswer } from "../answer/ParsedAnswer.ts"
import { type AnswerRow, rowsOf } from "./AnswerRow.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"
import { type ReadRow, type RowOrigin, readRow } from "./readRow.ts"

/** A row of an answer, and the order in it or why it has none. */
export interface RowResult {
  readonly row: AnswerRow
  readonly result: Result.Result<ReadRow, AdapterErrorReason>
}

/** All rows of an answer. Fails if the answer has no rows where they should be, or if a row makes the whole call fail. */
export const readRows = (
  answer: ParsedAnswer,
  codec: SomeOperationCodec,
  origin: RowOrigin
): Result.Result<ReadonlyArray<RowResult>, AdapterErrorReason> =>
  Result.flatMap(rowsOf(answer, codec), (rows): Result.Result<ReadonlyArray<RowResult>, AdapterErrorReason> => {
    const results: Array<RowResult> = []
    for (const row of rows) {
      const result = readRow(row, codec, origin)
      if (Result.isFailure(result) && failsAnswer(result.failure, codec)) return Result.fail(result.failure)
      results.push({ row, result })
    }
    return Result.succeed(results)
  })

/** Whether the answer fails as a whole: one of a single order, and one of another shop. Else the row alone cannot be read. */
export const failsAnswer = (reason: AdapterErrorReason, { single }: SomeOperationCodec): boolean =>
  single || reason._tag === "Configuration"
