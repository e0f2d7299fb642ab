import { isQuarantined, type OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import { Run } from "./Run.ts"

/** A quarantined row does not stop a run, but shows in its exit code. */
export const countRecord = (record: OrderRecord): Effect.Effect<void, never, Run> =>
  isQuarantined(record) ? Run.use((run) => run.count(65)) : Effect.void
