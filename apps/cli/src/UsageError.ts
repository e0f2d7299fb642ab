import * as Data from "effect/Data"

/** The command cannot be run with these arguments, files and configuration. `advice` is a sentence: what to do instead. */
export class UsageError extends Data.TaggedError("UsageError")<{
  readonly message: string
  readonly advice: string
}> {}
