import type { Pointer } from "@huidan/core"
import * as Data from "effect/Data"

/** An answer cannot be recorded. `pointer` says where, in the answer or in its records. No value is ever shown. */
export class Refused extends Data.TaggedError("RecordingRefused")<{
  readonly pointer: Pointer
  readonly message: string
  /** What the user can do, as a sentence. */
  readonly advice: string
}> {}
