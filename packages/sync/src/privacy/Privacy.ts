/** What a store does with private texts beside writing them. */

import type { AdapterError } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Semaphore from "effect/Semaphore"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "../store/lanes.ts"
import { type DamagedRecord, NoMasterKey, type NotRevealed, type WriterLost } from "../store/StoreError.ts"
import { emptyLog } from "./endTexts.ts"
import { type ExportReveal, exportReveal } from "./exportReveal.ts"
import type { ForgetOptions, Forgotten } from "./Forgetting.ts"
import { forgetOrder, forgetPhone } from "./forget.ts"
import type { InTransaction } from "./inTransaction.ts"
import type { KeptAnswer } from "./rawAnswers.ts"
import { type Retention, type RetentionOptions, type RetentionRun, retentionStep } from "./retention.ts"
import { type PlatformDecrypt, type Revealed, reveal, revealRawAnswers } from "./reveal.ts"
import { type Rotation, type RotationProgress, rotate } from "./rotation.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** `who` is always the person or program that does something, as the audit names it. */
export interface Privacy {
  /**
   * Destroys the private texts of an order for good; amounts, states and masked texts remain, and no later answer brings the
   * texts back, also if the store does not have the order yet. Rows of the quarantine that name the order are emptied too. One
   * entry in the audit. `isLogEmpty` is `false` if a program that reads kept the log of the database from being emptied: the
   * texts are destroyed, but their encrypted remains are in that file until `emptyLog` succeeds.
   */
  readonly forget: (
    shop: ShopName,
    orderId: string,
    who: string,
    options?: ForgetOptions
  ) => Effect.Effect<Forgotten & { readonly isLogEmpty: boolean }, SqlError | WriterLost>
  /**
   * The same for all orders that have this telephone number in an answer that is stored, and rows of the quarantine that have
   * it anywhere in a text. A text with fewer than 6 digits is not taken as a telephone number: nothing is forgotten. Later
   * orders with the number are stored as any other, also those of such rows. Fails with `NoMasterKey` if there is none: then
   * such orders are not found.
   */
  readonly forgetPhone: (
    phone: Redacted.Redacted<string>,
    who: string,
    options?: ForgetOptions
  ) => Effect.Effect<Forgotten & { readonly isLogEmpty: boolean }, SqlError | WriterLost | NoMasterKey>
  /** Empties the log of the database; `false` if a program that reads prevents it. */
  readonly emptyLog: Effect.Effect<boolean, SqlError>
  /**
   * An order with its private texts; an entry of the audit is committed before they are read. With `decrypt`, an adapter's
   * decryption (`ShopSync.decrypt`), also what the platform encrypted: it is asked for the same cipher once an hour at most,
   * also if it did not decrypt it.
   */
  readonly reveal: (
    shop: ShopName,
    orderId: string,
    who: string,
    options?: { readonly decrypt?: PlatformDecrypt }
  ) => Effect.Effect<Revealed, SqlError | WriterLost | NoMasterKey | NotRevealed | DamagedRecord | AdapterError>
  /**
   * Lets exports show private texts: each `exportOrders` with it commits one entry of the audit before it reads anything. It
   * fails with `NoMasterKey` if there is none.
   */
  readonly exportReveal: (who: string) => ExportReveal
  /** What the platform sent of an order, by operation, as far as it was kept. An entry of the audit is committed before. */
  readonly revealRawAnswers: (
    shop: ShopName,
    orderId: string,
    who: string
  ) => Effect.Effect<ReadonlyMap<string, KeptAnswer>, SqlError | WriterLost | NoMasterKey | NotRevealed | DamagedRecord>
  /**
   * Encrypts all keys with the master key of the store, and drops the master keys before it, with which the store was opened
   * too. After a stop it goes on when it is run again.
   */
  readonly rotate: (
    who: string,
    progress?: (at: RotationProgress) => Effect.Effect<void>
  ) => Effect.Effect<Rotation, SqlError | WriterLost | NoMasterKey | DamagedRecord>
  /**
   * Removes what is older than it may be, a bounded part at a time: run it again with its answer until that is complete. Begin
   * with `startedRun`.
   */
  readonly removeOld: (
    keep: Retention,
    run: RetentionRun,
    who: string,
    options?: RetentionOptions
  ) => Effect.Effect<RetentionRun, SqlError | WriterLost>
}

/** `own` runs statements as the one process that writes. */
export const makePrivacy = Effect.fnUntraced(function* (sql: SqlClient, own: InTransaction, keys: StoreKeys | null) {
  // One after the other: a second one finds what the platform decrypted for the first.
  const asking = yield* Semaphore.make(1)
  const withLogEmptied = <E>(forgotten: Effect.Effect<Forgotten, E>) =>
    Effect.gen(function* () {
      const done = yield* forgotten
      return { ...done, isLogEmpty: yield* emptyLog(sql) }
    })
  const privacy: Privacy = {
    emptyLog: emptyLog(sql),
    forget: (shop, orderId, who, options = {}) =>
      withLogEmptied(forgetOrder({ ...options, sql, own, keys, who }, shop, orderId)),
    forgetPhone: (phone, who, options = {}) =>
      keys === null
        ? Effect.fail(new NoMasterKey())
        : withLogEmptied(forgetPhone({ ...options, sql, own, keys, who }, phone, keys.hash)),
    reveal: (shop, orderId, who, { decrypt } = {}) => {
      const revealing = { sql, own, keys, who }
      return decrypt === undefined
        ? reveal(revealing, shop, orderId, null)
        : Semaphore.withPermit(asking, reveal(revealing, shop, orderId, decrypt))
    },
    exportReveal: (who) => exportReveal(sql, own, keys, who),
    revealRawAnswers: (shop, orderId, who) => revealRawAnswers({ sql, own, keys, who }, shop, orderId),
    rotate: (who, progress = () => Effect.void) =>
      keys === null
        ? Effect.fail(new NoMasterKey())
        : Effect.tap(rotate(sql, own, keys.master, who, progress), () => emptyLog(sql)),
    removeOld: (keep, run, who, options = {}) =>
      Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        const next = yield* retentionStep({ ...options, sql, own, keys, who }, keep, run, now)
        if (next.clockAhead !== null) {
          const days = (next.clockAhead / 86_400_000).toFixed(1)
          yield* Effect.logError(
            `Nothing is removed: this machine's clock is ${days} days ahead of the platforms'. Set it, and let a shop be read.`
          )
        }
        if (next.complete && next.audit !== null) yield* emptyLog(sql)
        return next
      })
  }
  return privacy
})
