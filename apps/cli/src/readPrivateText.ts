/** A name or a telephone number that a command needs. */
import * as Prompt from "effect/cli/Prompt"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stdio from "effect/Stdio"
import { readAnswer } from "./readAnswer.ts"
import type { Settings } from "./Settings.ts"
import { UsageError } from "./UsageError.ts"

/** No name or telephone number is longer, in characters. */
const longest = 200

/**
 * Asks for the text on a terminal, without showing it, or reads standard input. It is never an argument: arguments are kept
 * in the history of the shell, and other users see them. `what` names it in messages.
 */
export const readPrivateText = Effect.fnUntraced(function* ({ json }: Settings, what: string) {
  const stdio = yield* Stdio.Stdio
  const isAsked = !json && (yield* stdio.stdinIsTerminal) && (yield* stdio.stdoutIsTerminal)
  const given = isAsked
    ? yield* Prompt.run(Prompt.Hidden({ message: `${what}:` })).pipe(
        Effect.catchTag("QuitError", () => Effect.interrupt)
      )
    : Redacted.make(yield* readAnswer("-", what))
  const text = Redacted.value(given).trim()
  if (text === "") {
    return yield* new UsageError({ message: "There is nothing to look for", advice: `Pipe ${what} in.` })
  }
  if (text.length > longest || /[\r\n]/.test(text)) {
    return yield* new UsageError({
      message: `This is not ${what}: it is longer than ${longest} characters, or has several lines`,
      advice: "Give one at a time."
    })
  }
  return Redacted.make(text)
})
