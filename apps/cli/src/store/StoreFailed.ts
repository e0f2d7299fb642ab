/** What goes wrong with the file of the store, as a failure of a command: what happened, where, and what to do now. */
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
import { howToMakeKey, masterKeyVariable, previousVariable } from "./masterKeyVariables.ts"
import { platformAndNumber } from "./orderName.ts"

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

const restoreIt = "Replace it by a backup: `huidan store restore BACKUP --force`."

/** The failure of a command that met an error of the store in `file`; `other` is the other file that it names, if any. */
export const storeFailed =
  (file: string, other?: string) =>
  (error: StoreError): StoreFailed => {
    const failed = (exitCode: StoreFailed["exitCode"], message: string, advice: string): StoreFailed =>
      new StoreFailed({ reason: error._tag, exitCode, message, advice })
    const sentence = (text: string) => sentenceOf(text, [file, ...(other === undefined ? [] : [other])])
    switch (error._tag) {
      case "NotRevealed":
        return failed(
          65,
          sentence(error.message),
          error.reason === "unknown"
            ? `Run \`huidan store why ${platformAndNumber(error.order)}\`, which says why.`
            : `Nothing brings them back; \`huidan store order ${error.order}\` shows the order without them.`
        )
      case "PlatformError":
        return failed(74, ...fileTrouble(error, other ?? file))
      case "UnusableStore":
        return failed(64, ...unusable(error.message, file, other, sentence))
      case "NoMasterKey":
        return failed(
          64,
          `The store ${file} has no master key, so that private text is masked in it and cannot be read or found`,
          `Set ${masterKeyVariable}: what is stored from then on can be read. ${howToMakeKey}`
        )
      case "FileExists":
        return failed(64, `The file ${error.file} exists already`, "Name another file, or replace it with --force.")
      case "StoreTaken": {
        const { host, process: id, secondsLeft, since, writer } = error
        return failed(
          75,
          `\`${writer}\` writes to the store (process ${id} on ${host}, since ${since}), and one process writes to ${file} at a time`,
          `Stop it first, or wait until it has ended; if it was killed, its lease ends in ${secondsLeft} s.`
        )
      }
      case "WriterLost":
        return failed(
          75,
          `Another process writes to the store ${file} now, because this one gave no sign of life for longer than its lease`,
          "Nothing more was written; run the command again. `huidan store status` names the process that writes."
        )
      case "LaneTaken":
        return failed(
          75,
          `${sentence(error.message)} (store ${file})`,
          "Nothing more was written; run the command again. `huidan store status` names the process that writes."
        )
      case "DamagedRecord":
        return failed(
          74,
          // Some records belong to no order.
          `${capital(error.part)}${error.order.includes("/") ? `, order ${error.order},` : ""} is damaged in the store ${file}`,
          `${restoreIt} Until then the other orders can be used.`
        )
      case "SqlError":
        return failed(...databaseTrouble(error, file, sentence))
    }
  }

/** SQLite's primary result codes. */
const codes = { busy: 5, locked: 6, readOnly: 8, inputOutput: 10, corrupt: 11, full: 13, cannotOpen: 14, other: 26 }

const databaseTrouble = (
  { message, reason }: SqlError,
  file: string,
  sentence: (text: string) => string
): readonly [StoreFailed["exitCode"], string, string] => {
  switch (sqliteCode(reason.cause)) {
    case codes.busy:
    case codes.locked:
      return [75, sentence(message), "Stop the program that uses the file, and run the command again."]
    case codes.readOnly:
      return [74, `The store ${file} cannot be written`, "Let this user write to the file and to its folder."]
    case codes.inputOutput:
      return [
        74,
        `The disk of the store ${file} failed (${message})`,
        "Check the disk; then `huidan store check` says whether the store is whole."
      ]
    case codes.corrupt:
    case codes.other:
      return [74, sentence(firstPart(message)), message.includes(file) ? restoreIt : "Use another backup."]
    case codes.full:
      return [
        74,
        sentence(message),
        "Nothing of the last page was stored, and nothing is lost: make room on the disk, and run the command again."
      ]
    case codes.cannotOpen:
      return [
        74,
        sentence(firstPart(message)),
        "Its folder must exist, and this user must be allowed to read and write there."
      ]
    default:
      return [
        74,
        `The store ${file} cannot be used: ${message}`,
        `Run \`huidan store check\`, which says whether it is damaged. ${restoreIt}`
      ]
  }
}

/** The primary code; `null` if the error is not SQLite's. */
const sqliteCode = (cause: unknown): number | null => {
  const { errcode, errno }: { readonly errcode?: unknown; readonly errno?: unknown } = Object(cause)
  const code = typeof errcode === "number" ? errcode : errno
  return typeof code === "number" ? code & 0xff : null
}

const fileTrouble = ({ reason }: PlatformError, file: string): readonly [message: string, advice: string] => {
  const path = "pathOrDescriptor" in reason ? reason.pathOrDescriptor : undefined
  const named = typeof path === "string" ? withoutDraft(path) : file
  const code: unknown = Object(reason.cause).code
  if (code === "ENOSPC" || code === "EDQUOT") {
    return [`The disk is full: ${named} cannot be written`, "Make room on the disk, and run the command again."]
  }
  switch (reason._tag) {
    case "NotFound":
      return [`There is no file or folder ${named}`, "Make the folder, or name another file."]
    case "PermissionDenied":
      return [`This user must not read or write ${named}`, "Change the rights of the folder, or name another file."]
    default:
      return [
        `${sentenceOf(named, [named])} cannot be read or written (${reason._tag})`,
        "Check the disk and the folder, and run the command again."
      ]
  }
}

/** A file is written as a draft in a folder of its own beside it: what matters is the folder that the user named. */
const withoutDraft = (path: string): string => {
  const folder = path.replace(/(?:^|[/\\])\.huidan-[^/\\]*(?:[/\\].*)?$/, "")
  return folder === "" ? "." : folder
}

/** The library names what to do in general words; here it is said as the user of the commands does it. */
const wordsOfCommands: ReadonlyMap<string, string> = new Map([
  [
    "configure that one to write to it. Without it the store can be read, with masked texts",
    `Set ${masterKeyVariable} to the key with this id; commands that only read work without it, with masked text.`
  ],
  [
    "configure that one beside the other",
    `Set it as ${previousVariable} beside ${masterKeyVariable}, and run \`huidan store rotate-key\` again.`
  ],
  ["stop it first", "Stop it first, and run the command again."],
  ["use another copy of it", "Use another backup."]
])

const unusable = (
  text: string,
  file: string,
  other: string | undefined,
  sentence: (text: string) => string
): readonly [message: string, advice: string] => {
  const [, counting, wanted] = otherZone.exec(text) ?? []
  if (counting !== undefined && wanted !== undefined) {
    const another = `or name another file as \`store.file\`, for a store that counts by ${wanted}`
    return [`${capital(counting)} (${file})`, `Set \`store.dayZone\` of the configuration to that zone, ${another}.`]
  }
  const [what, todo] = partsOf(text)
  const says = sentence(what)
  const message = [file, other].some((name) => name !== undefined && says.includes(name)) ? says : `${says} (${file})`
  if (todo === null) return [message, other === undefined ? restoreIt : "Name a file that `huidan store backup` made."]
  if (todo === "name another file" && other === undefined) {
    return [message, "Name another file in the configuration, as `store.file`."]
  }
  return [message, wordsOfCommands.get(todo) ?? `${capital(todo)}.`]
}

/** A store has one zone for its days. The names of zones have slashes, as paths have. */
const otherZone =
  /^(the store counts days by \S+, for ever): configure that zone, or make another store to count by (\S+)$/

/** What happened, and what to do, which the store's own errors say behind their last colon; a colon can be in a path too. */
const partsOf = (text: string): readonly [what: string, todo: string | null] => {
  const at = text.lastIndexOf(": ")
  return at < 0 || /[/\\]/.test(text.slice(at)) ? [text, null] : [text.slice(0, at), text.slice(at + 2)]
}

const firstPart = (text: string): string => partsOf(text)[0]

/** With a capital at its beginning, unless that is the name of a file. */
const sentenceOf = (text: string, files: ReadonlyArray<string>): string =>
  files.some((file) => text.startsWith(file)) || /^\S*[/\\.]/.test(text) ? `The file ${text}` : capital(text)

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
