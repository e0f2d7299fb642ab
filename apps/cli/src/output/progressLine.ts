/** Where a command is, on one line of a terminal; nothing if standard error is something else. */
import { visibleText } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stdio from "effect/Stdio"
import { printError } from "./print.ts"

export interface ProgressLine {
  /** Replaces the line. */
  readonly show: (text: string) => Effect.Effect<void, never, Stdio.Stdio>
  readonly clear: Effect.Effect<void, never, Stdio.Stdio>
}

const eraseLine = "\r\u001b[2K"

export const makeProgressLine: Effect.Effect<ProgressLine, never, Stdio.Stdio> = Effect.gen(function* () {
  const stdio = yield* Stdio.Stdio
  const isVisible = yield* stdio.stderrIsTerminal
  return {
    show: (text) => (isVisible ? printError(`${eraseLine}${visibleText(text)}`) : Effect.void),
    clear: isVisible ? printError(eraseLine) : Effect.void
  }
})
