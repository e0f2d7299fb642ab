import type { AdapterError, OrderAdapter } from "@huidan/core"
import type * as Effect from "effect/Effect"

/** An adapter that was made. */
export interface Opened<Adapter extends OrderAdapter> {
  readonly adapter: Adapter
  /** The error of every call, if all of them lack an option; otherwise `null`. */
  readonly lacking: AdapterError | null
  /** What is left to do when the adapter is not used any longer. */
  readonly ending: Effect.Effect<void>
}
