/** The files of a recording: `OPERATION.CASE.json` for the answer, `OPERATION.CASE.order.json` for its records. */
import type { AdapterManifest, OperationName } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Path from "effect/Path"
import { UsageError } from "../UsageError.ts"

export interface Place {
  readonly case: string
  readonly out: string
  readonly force: boolean
}

export interface FixtureNames {
  readonly answer: string
  readonly records: string
}

export const fixtureNames = (place: Place, operation: OperationName): FixtureNames => ({
  answer: `${operation}.${place.case}.json`,
  records: `${operation}.${place.case}.order.json`
})

/** The operations that the adapter may call to get the answer; only the named one, if one is named. */
export const possibleOperations = (
  { operation, order }: { readonly operation: Option.Option<OperationName>; readonly order: Option.Option<string> },
  manifest: AdapterManifest
): ReadonlyArray<OperationName> =>
  Option.match(operation, {
    onSome: (named) => [named],
    onNone: () =>
      Object.entries(manifest.operations).flatMap(([name, { answers, use }]) =>
        use === "call" && answers === (Option.isSome(order) ? "order" : "orders") ? [name] : []
      )
  })

/** Fails if a file of a recording of one of these operations exists already (unless `force` is set), or is a folder. */
export const checkFree = Effect.fnUntraced(function* (place: Place, operations: ReadonlyArray<OperationName>) {
  const path = yield* Path.Path
  const files = yield* FileSystem.FileSystem
  for (const name of operations.flatMap((operation) => Object.values(fixtureNames(place, operation)))) {
    const file = path.join(place.out, name)
    const type = yield* files.stat(file).pipe(
      Effect.map((found) => found.type),
      Effect.orElseSucceed(() => null)
    )
    if (type === "Directory") {
      return yield* new UsageError({
        message: `${file} is a folder`,
        advice: "Give the recording another name with --case."
      })
    }
    if (type !== null && !place.force) {
      const which = operations.length > 1 ? " say with --operation which answer to record," : ""
      return yield* new UsageError({
        message: `The file ${file} already exists`,
        advice: `Give the recording another name with --case,${which} or replace it with --force.`
      })
    }
  }
})
