/** A platform's answer, from a file or from standard input. */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Result from "effect/Result"
import * as Stdio from "effect/Stdio"
import * as Stream from "effect/Stream"
import { UsageError } from "./UsageError.ts"

/** The text of a file; `-` is standard input. */
export const readAnswer = Effect.fnUntraced(function* (file: string) {
  const bytes = yield* file === "-" ? standardInput : namedFile(file)
  return yield* Effect.fromResult(
    Result.try({
      try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
      catch: () =>
        new UsageError({
          message: `${file === "-" ? "Standard input" : `The file ${file}`} is not UTF-8 text`,
          advice: "Save the platform's answer unchanged."
        })
    })
  )
})

const namedFile = (file: string) =>
  FileSystem.FileSystem.use((files) => files.readFile(file)).pipe(
    Effect.mapError(
      (error) =>
        new UsageError({
          message: `The file ${file} cannot be read (${error.reason._tag})`,
          advice: "Name a file with the platform's answer, or - for standard input."
        })
    )
  )

const standardInput = Effect.gen(function* () {
  const stdio = yield* Stdio.Stdio
  if (yield* stdio.stdinIsTerminal) {
    return yield* new UsageError({
      message: "There is no answer to read: standard input is a terminal",
      advice: "Name a file, or pipe the platform's answer in."
    })
  }
  return yield* stdio.stdin.pipe(
    Stream.runCollect,
    Effect.map((chunks) => new Uint8Array(Buffer.concat(chunks))),
    Effect.mapError(() => new UsageError({ message: "Standard input cannot be read", advice: "Name a file." }))
  )
})
