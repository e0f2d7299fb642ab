import type { AdapterError, OrderAdapter } from "@huidan/core"

/** An adapter that was made. */
export interface Opened<Adapter extends OrderAdapter> {
  readonly adapter: Adapter
  /** The error of every call, if all of them lack an option; otherwise `null`. */
  readonly lacking: AdapterError | null
}
