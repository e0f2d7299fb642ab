/** What trials prove besides their own case: an entry of a code table, a canonical field, a fault. */
import type { OperationName, Pointer } from "@huidan/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { Fault } from "../../twin/rules/Fault.ts"

/** Collects what a trial proves. Outside of a trial everything is dropped. */
const Proofs = Context.Reference<{ readonly add: (what: string) => void }>("@huidan/conformance/Proofs", {
  defaultValue: () => ({ add: () => {} })
})

/** Notes what the running trial has proved. It counts only if the trial keeps its law. */
export const proves = (what: Iterable<string>): Effect.Effect<void> =>
  Effect.flatMap(Proofs, ({ add }) =>
    Effect.sync(() => {
      for (const each of what) add(each)
    })
  )

/** Runs a trial; what it proves is added to `proved`. */
export const collectingProofs =
  (proved: Set<string>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.provideService(self, Proofs, { add: (what) => void proved.add(what) })

/** A value of a code table, at a place of an answer; `*` is any entry of a list. */
export const codeProof = (operation: OperationName, place: Pointer, value: string): string =>
  `${operation}: code ${value} at ${place}`

export const fieldProof = (operation: OperationName, field: Pointer): string => `${operation}: field ${field}`

export const faultProof = (kind: Fault["kind"]): string => `fault ${kind}`
