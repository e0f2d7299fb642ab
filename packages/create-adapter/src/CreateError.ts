import * as Data from "effect/Data"

/** The adapter cannot be created. `advice` says what to do instead, as a sentence. */
export class CreateError extends Data.TaggedError("CreateError")<{
  readonly message: string
  readonly advice: string
}> {}
