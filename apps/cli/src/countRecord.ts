import { isQuarantined, type OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import { Run } from "./Run.ts"

/** Counts a quarantined row in the exit code. It does not stop the run. */
export const countRecord = (record: OrderRecord): Effect.Effect<void, never, Run> =>
  isQuarantined(record) ? Run.use((run) => run.count(65)) : Effect.void
