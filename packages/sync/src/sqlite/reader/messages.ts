/** What is sent to a thread that reads, and what it answers: one answer to each request, in their sequence. */
import type { SQLInputValue } from "node:sqlite"

export type ReadRequest =
  | {
      /** `stream` answers with the first rows; `next` asks for those that follow. */
      readonly kind: "rows" | "values" | "stream"
      readonly sql: string
      readonly parameters: ReadonlyArray<SQLInputValue>
      readonly safeIntegers: boolean
    }
  | { readonly kind: "next" }

export type ReadAnswer =
  | {
      readonly kind: "rows"
      /** Each is an object, or a list if values were asked for. */
      readonly rows: ReadonlyArray<object>
      /** Whether a transaction is open. */
      readonly isTransaction: boolean
    }
  | { readonly kind: "failure"; readonly message: string; readonly errcode: number | null }

/** What a thread knows when it begins. */
export interface ReaderData {
  readonly file: string
  readonly task: ThreadTask
}

/** `read`: it only reads. `log`: it writes the log back to the file. */
export type ThreadTask = "read" | "log"
