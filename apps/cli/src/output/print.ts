/** Standard output. A reader that closes it ends the command without an error. */
import { visibleText } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Sink from "effect/Sink"
import * as Stdio from "effect/Stdio"
import * as Stream from "effect/Stream"
import { type OutputClosed, type OutputFailed, outputError } from "./outputError.ts"

/**
 * Writes lines, each with a line break, no faster than the reader takes them. What would steer a terminal is written as
 * an escape.
 */
export const printLines = (
  lines: ReadonlyArray<string>
): Effect.Effect<void, OutputClosed | OutputFailed, Stdio.Stdio> =>
  lines.length === 0
    ? Effect.void
    : Stdio.Stdio.use((stdio) =>
        Stream.run(
          Stream.make(lines.map((line) => `${visibleText(line)}\n`).join("")),
          Sink.mapError(stdio.stdout(), outputError)
        )
      )

/** Writes to standard error. A write that fails is ignored. */
export const printError = (text: string): Effect.Effect<void, never, Stdio.Stdio> =>
  Stdio.Stdio.use((stdio) => Effect.ignore(Stream.run(Stream.make(text), stdio.stderr())))
