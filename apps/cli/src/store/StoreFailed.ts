/** What goes wrong with the file of the store, as a failure of a command. */
import type {
  DamagedRecord,
  FileExists,
  LaneTaken,
  NoMasterKey,
  NotRevealed,
  StoreTaken,
  UnusableStore,
  WriterLost
} from "@huidan/sync"
import * as Data from "effect/Data"
import type { PlatformError } from "effect/PlatformError"
import type { SqlError } from "effect/sql/SqlError"

/** The store cannot be used now. `advice` is a sentence: what to do. */
export class StoreFailed extends Data.TaggedError("StoreFailed")<{
  /** The name of the failure in JSON. */
  readonly reason: string
  readonly exitCode: 64 | 65 | 74 | 75
  readonly message: string
  readonly advice: string
}> {}

export type StoreError =
  | SqlError
  | PlatformError
  | UnusableStore
  | StoreTaken
  | WriterLost
  | LaneTaken
  | DamagedRecord
  | NoMasterKey
  | NotRevealed
  | FileExists

/** The failure of a command that met this error of the store. */
export const storeFailed = (error: StoreError): StoreFailed => {
  switch (error._tag) {
    case "NotRevealed":
      return new StoreFailed({
        reason: error._tag,
        exitCode: 65,
        message: capital(error.message),
        advice: "`huidan store order` shows what the store has of an order."
      })
    case "PlatformError":
      return new StoreFailed({
        reason: error._tag,
        exitCode: 74,
        message: `A file cannot be read or written (${error.reason._tag})`,
        advice: "Check the disk, and the folder of the file."
      })
    case "UnusableStore":
    case "NoMasterKey":
    case "FileExists":
      return new StoreFailed({ reason: error._tag, exitCode: 64, ...sentencesOf(error.message) })
    case "StoreTaken":
    case "WriterLost":
    case "LaneTaken":
      return new StoreFailed({ reason: error._tag, exitCode: 75, ...sentencesOf(error.message) })
    case "DamagedRecord":
      return new StoreFailed({ reason: error._tag, exitCode: 74, ...sentencesOf(error.message) })
    case "SqlError":
      return new StoreFailed({
        reason: error._tag,
        exitCode: 74,
        message: `The store: ${error.message}`,
        advice: "Check the disk and the file's folder; a file that is damaged is replaced by a backup."
      })
  }
}

/** The store's own errors say what to do behind a colon. */
const sentencesOf = (text: string): Pick<StoreFailed, "message" | "advice"> => {
  const [what, todo] = cutAt(text, text.indexOf(": "))
  return { message: capital(what), advice: `${capital(todo)}.` }
}

const cutAt = (text: string, at: number): readonly [string, string] =>
  at < 0 ? [text, "start the command again"] : [text.slice(0, at), text.slice(at + 2)]

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
