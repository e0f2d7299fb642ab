/** How writing to standard output fails. Loaded at start-up, so it imports little. */
import * as Data from "effect/Data"
import * as Predicate from "effect/Predicate"

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
