/** The keys that a program has of a store: the master key, and that of the hashes. */
import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"
import { DamagedRecord, UnusableStore } from "../store/StoreError.ts"
import type { Key, MasterKey } from "./encryption.ts"
import { newDataKey, readDataKey, type WrappedKey } from "./StoredText.ts"

export interface StoreKeys {
  readonly master: MasterKey
  /** Names and telephone numbers are found by hashes with this key. It is another one in each store, and never changes. */
  readonly hash: Key
}

/** What the key of the hashes is encrypted for. */
export const hashKeyOwner = "the hashes of private texts"

/** The keys of the store, whose master key was checked. A new store gets a key for its hashes. */
export const openKeys = Effect.fnUntraced(function* (master: MasterKey) {
  const sql = yield* SqlClient.SqlClient
  const stored = sql<WrappedKey>`SELECT wrapped, master FROM hash_key WHERE one = 1`
  let [row] = yield* stored
  if (row === undefined) {
    const made = newDataKey(master, hashKeyOwner)
    yield* sql`
      INSERT INTO hash_key (one, wrapped, master) VALUES (1, ${made.wrapped}, ${made.master}) ON CONFLICT DO NOTHING`
    row = (yield* stored)[0]
  }
  const hash = row === undefined ? null : readDataKey(row, master, hashKeyOwner)
  if (hash === null) {
    return yield* new UnusableStore({
      message: new DamagedRecord({ order: "of none", part: "the key of the hashes" }).message
    })
  }
  const keys: StoreKeys = { master, hash }
  return keys
})
