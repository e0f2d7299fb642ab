import type { Pointer } from "@huidan/core"
import * as Data from "effect/Data"

/** Why an answer is not recorded. `pointer` says where, in the answer or in its orders; a value is never told. */
export class Refused extends Data.TaggedError("RecordingRefused")<{
  readonly pointer: Pointer
  readonly message: string
  /** What to do about it, as a sentence. */
  readonly advice: string
}> {}
