import * as Data from "effect/Data"

/** What the user asked for cannot be done as asked. `advice` says what to do instead, as a sentence. */
export class UsageError extends Data.TaggedError("UsageError")<{
  readonly message: string
  readonly advice: string
}> {}
