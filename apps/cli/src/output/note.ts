import { visibleText } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type * as Stdio from "effect/Stdio"
import { printError } from "./print.ts"

/** Says something beside the results, on standard error: a sentence, or one JSON object. */
export const printNote = (note: string, json: boolean): Effect.Effect<void, never, Stdio.Stdio> =>
  printError(`${visibleText(json ? JSON.stringify({ note }) : note)}\n`)
