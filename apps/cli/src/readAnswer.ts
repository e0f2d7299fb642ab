/** A platform's answer, or another text, from a file or from standard input. */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Result from "effect/Result"
import * as Stdio from "effect/Stdio"
import * as Stream from "effect/Stream"
import { UsageError } from "./UsageError.ts"

/** The text of a file; `-` is standard input. `what` names the text in messages. */
export const readAnswer = Effect.fnUntraced(function* (file: string, what = "the platform's answer") {
  const bytes = yield* file === "-" ? standardInput(what) : namedFile(file, what)
  return yield* Effect.fromResult(
    Result.try({
      try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
      catch: () =>
        new UsageError({
          message: `${file === "-" ? "Standard input" : `The file ${file}`} is not UTF-8 text`,
          advice: `Save ${what} unchanged.`
        })
    })
  )
})

const namedFile = (file: string, what: string) =>
  FileSystem.FileSystem.use((files) => files.readFile(file)).pipe(
    Effect.mapError(
      (error) =>
        new UsageError({
          message: `The file ${file} cannot be read (${error.reason._tag})`,
          advice: `Name a file with ${what}, or - for standard input.`
        })
    )
  )

const standardInput = Effect.fnUntraced(function* (what: string) {
  const stdio = yield* Stdio.Stdio
  if (yield* stdio.stdinIsTerminal) {
    return yield* new UsageError({
      message: "There is nothing to read: standard input is a terminal",
      advice: `Name a file, or pipe ${what} in.`
    })
  }
  return yield* stdio.stdin.pipe(
    Stream.runCollect,
    Effect.map((chunks) => new Uint8Array(Buffer.concat(chunks))),
    Effect.mapError(() => new UsageError({ message: "Standard input cannot be read", advice: "Name a file." }))
  )
})
