/** Follows many shops in one process. */
import * as Effect from "effect/Effect"
import type { LaneTaken, WriterLost } from "../store/StoreError.ts"
import type { ShopSync } from "./ShopSync.ts"

/** The wait before a shop is followed again whose loop ended by a mistake of the program; in milliseconds. */
const afterDefect = 60_000

/**
 * Follows these shops until it is interrupted; one that fails does not stop the others. It ends if another process writes to
 * the store.
 */
export const followShops = (shops: ReadonlyArray<ShopSync>): Effect.Effect<never, LaneTaken | WriterLost> =>
  Effect.forEach(shops, followed, { concurrency: "unbounded", discard: true }).pipe(Effect.andThen(Effect.never))

/** A defect is reported without its message, which may quote what was read. */
const followed = ({ name, run }: ShopSync): Effect.Effect<never, LaneTaken | WriterLost> =>
  Effect.catchDefect(run, (defect) =>
    Effect.andThen(
      Effect.logError(
        `following the shop failed by a mistake of this program (${nameOf(defect)}); it goes on in a minute`
      ),
      Effect.sleep(afterDefect)
    )
  ).pipe(Effect.annotateLogs({ platform: name.platform, shop: name.shopId }), Effect.forever)

const nameOf = (defect: unknown): string => (defect instanceof Error ? defect.name : typeof defect)
