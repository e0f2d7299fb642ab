/** The rows of the quarantine, one after the other. */
import type { QuarantinedRow, QuarantinePosition, StoreService } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { SqlError } from "effect/sql/SqlError"

const rowsAtOnce = 500

/** Those whose fingerprints begin with one of these words; all if `null`. */
export const quarantinedRows = (
  { quarantine }: Pick<StoreService, "quarantine">,
  words: ReadonlyArray<string> | null
): Stream.Stream<QuarantinedRow, SqlError> =>
  Stream.paginate(null, (after: QuarantinePosition | null) =>
    Effect.map(quarantine({}, after, rowsAtOnce), (rows) => {
      const last = rows.at(-1)
      const next =
        last === undefined || rows.length < rowsAtOnce ? Option.none<QuarantinePosition>() : Option.some(last)
      return [rows, next] as const
    })
  ).pipe(Stream.filter(({ fingerprint }) => words === null || words.some((word) => fingerprint.startsWith(word))))
