/** Standard output. A reader that closes it ends the command without an error. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Sink from "effect/Sink"
import * as Stdio from "effect/Stdio"
import * as Stream from "effect/Stream"

/** Nobody reads standard output any more. */
export class OutputClosed extends Data.TaggedError("OutputClosed") {}

/** Standard output cannot be written; `code` is the system's code, for example `ENOSPC`. */
export class OutputFailed extends Data.TaggedError("OutputFailed")<{ readonly code: string }> {}

/** The failure that an error of a write means. */
export const outputError = (error: unknown): OutputClosed | OutputFailed => {
  const code = systemCode(error)
  return code === "EPIPE" ? new OutputClosed() : new OutputFailed({ code: code ?? "unknown" })
}

const systemCode = (error: unknown): string | null => {
  if (!Predicate.isObject(error)) return null
  if (Predicate.hasProperty(error, "code") && typeof error.code === "string") return error.code
  return systemCode(Reflect.get(error, "reason") ?? Reflect.get(error, "cause"))
}

/** Writes lines, each with a line break, no faster than the reader takes them. */
export const printLines = (
  lines: ReadonlyArray<string>
): Effect.Effect<void, OutputClosed | OutputFailed, Stdio.Stdio> =>
  lines.length === 0
    ? Effect.void
    : Stdio.Stdio.use((stdio) =>
        Stream.run(Stream.make(lines.map((line) => `${line}\n`).join("")), Sink.mapError(stdio.stdout(), outputError))
      )

/** Writes to standard error. A write that fails is ignored. */
export const printError = (text: string): Effect.Effect<void, never, Stdio.Stdio> =>
  Stdio.Stdio.use((stdio) => Effect.ignore(Stream.run(Stream.make(text), stdio.stderr())))
