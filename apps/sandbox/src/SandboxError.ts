import * as Data from "effect/Data"

/** Why the sandbox could not start: what happened, and what to do about it. */
export class SandboxError extends Data.TaggedError("SandboxError")<{ readonly message: string }> {}
