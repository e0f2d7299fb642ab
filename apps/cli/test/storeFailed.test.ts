import {
  DamagedRecord,
  FileExists,
  LaneTaken,
  NoMasterKey,
  NotRevealed,
  StoreTaken,
  UnusableStore,
  WriterLost
} from "@huidan/sync"
import * as PlatformError from "effect/PlatformError"
import * as SqlError from "effect/sql/SqlError"
import { describe, expect, it } from "vitest"
import { type StoreError, storeFailed } from "../src/store/StoreFailed.ts"

const file = "/srv/huidan/huidan.db"

const database = (errno: number, message: string) =>
  new SqlError.SqlError({ reason: SqlError.classifySqliteError({ errno, message }, { message, operation: "execute" }) })

const onDisk = (tag: PlatformError.SystemErrorTag, path: string, code: string) =>
  PlatformError.systemError({
    _tag: tag,
    module: "FileSystem",
    method: "open",
    pathOrDescriptor: path,
    cause: Object.assign(new Error(code), { code })
  })

/** Each with what it says, where, and what to do. */
type Case = readonly [name: string, error: StoreError, code: number, message: string, advice: RegExp, other?: string]

const failures: ReadonlyArray<Case> = [
  [
    "a damaged file",
    database(11, `${file} is damaged: restore it from a backup`),
    74,
    `The file ${file} is damaged`,
    /store restore/
  ],
  [
    "a full disk",
    database(13, `the disk is full: ${file} cannot grow`),
    74,
    `The disk is full: ${file} cannot grow`,
    /nothing is lost.*make room/
  ],
  [
    "a failing disk",
    database(10, "disk I/O error"),
    74,
    `The disk of the store ${file} failed (disk I/O error)`,
    /store check/
  ],
  [
    "a locked file",
    database(5, `another connection keeps ${file} locked`),
    75,
    `Another connection keeps ${file} locked`,
    /run the command again/
  ],
  [
    "a read-only file",
    database(8, "attempt to write a readonly database"),
    74,
    `The store ${file} cannot be written`,
    /Let this user write/
  ],
  [
    "another error of the database",
    database(1, "no such table: x"),
    74,
    `The store ${file} cannot be used: no such table: x`,
    /store check/
  ],
  [
    "a damaged record",
    new DamagedRecord({ order: "xiaoe/a/1", part: "the order" }),
    74,
    `The order, order xiaoe/a/1, is damaged in the store ${file}`,
    /store restore/
  ],
  [
    "a damaged row",
    new DamagedRecord({ order: "of none", part: "the row 12ab" }),
    74,
    `The row 12ab is damaged in the store ${file}`,
    /store restore/
  ],
  [
    "another key",
    new UnusableStore({
      message:
        "private texts of the store are encrypted with the master key 12ab: configure that one to write to it. Without it the store can be read, with masked texts"
    }),
    64,
    `Private texts of the store are encrypted with the master key 12ab (${file})`,
    /^Set HUIDAN_STORE_KEY to the key with this id/
  ],
  [
    "another zone of days",
    new UnusableStore({
      message:
        "the store counts days by Asia/Shanghai, for ever: configure that zone, or make another store to count by Europe/Berlin"
    }),
    64,
    `The store counts days by Asia/Shanghai, for ever (${file})`,
    /^Set `store\.dayZone`.*`store\.file`.* Europe\/Berlin\.$/
  ],
  [
    "a foreign file",
    new UnusableStore({ message: "the file is the database of another program, not a store: name another file" }),
    64,
    `The file is the database of another program, not a store (${file})`,
    /`store\.file`/
  ],
  [
    "a backup that is missing",
    new UnusableStore({ message: "copy.db does not exist" }),
    64,
    "The file copy.db does not exist",
    /huidan store backup/,
    "copy.db"
  ],
  [
    "a backup with a colon in its path",
    new UnusableStore({ message: "a: b/copy.db does not exist" }),
    64,
    "The file a: b/copy.db does not exist",
    /huidan store backup/,
    "a: b/copy.db"
  ],
  ["a file that exists", new FileExists({ file: "copy" }), 64, "The file copy exists already", /--force/, "copy"],
  [
    "no key",
    new NoMasterKey(),
    64,
    `The store ${file} has no master key, so that private text is masked in it and cannot be read or found`,
    /HUIDAN_STORE_KEY.*openssl/
  ],
  [
    "an order that is not stored",
    new NotRevealed({ order: "xiaoe/a/1", reason: "unknown" }),
    65,
    "The store does not have the order xiaoe/a/1",
    /store why xiaoe 1`/
  ],
  [
    "a forgotten order",
    new NotRevealed({ order: "xiaoe/a/1", reason: "forgotten" }),
    65,
    "The private texts of the order xiaoe/a/1 were destroyed, because they were to be forgotten",
    /store order xiaoe\/a\/1`/
  ],
  [
    "a store that is taken",
    new StoreTaken({ writer: "huidan serve", host: "h", process: 7, since: "2026-11-01T00:00:00Z", secondsLeft: 9 }),
    75,
    `\`huidan serve\` writes to the store (process 7 on h, since 2026-11-01T00:00:00Z), and one process writes to ${file} at a time`,
    /ends in 9 s/
  ],
  [
    "a lost lease",
    new WriterLost(),
    75,
    `Another process writes to the store ${file} now, because this one gave no sign of life for longer than its lease`,
    /store status/
  ],
  [
    "a lane that is taken",
    new LaneTaken({ lane: "live", owner: "huidan serve 3", epoch: 4 }),
    75,
    `Huidan serve 3 no longer owns the lane live: another owner has taken it over (store ${file})`,
    /store status/
  ],
  [
    "a folder that is missing",
    onDisk("NotFound", "exports/.huidan-x1/a.csv", "ENOENT"),
    74,
    "There is no file or folder exports",
    /Make the folder/,
    "exports/a.csv"
  ],
  [
    "a folder that is closed",
    onDisk("PermissionDenied", ".huidan-x1/a.csv", "EACCES"),
    74,
    "This user must not read or write .",
    /rights/,
    "a.csv"
  ],
  [
    "a disk that is full for an export",
    onDisk("Unknown", "exports/.huidan-x1/a.csv", "ENOSPC"),
    74,
    "The disk is full: exports cannot be written",
    /Make room/,
    "exports/a.csv"
  ]
]

describe("an error of the store", () => {
  it.each(failures.map((failure) => ({ name: failure[0], failure })))(
    "about $name says what happened, where, and what to do",
    ({ failure: [, error, exitCode, message, advice, other] }) => {
      expect(storeFailed(file, other)(error)).toMatchObject({
        reason: error._tag,
        exitCode,
        message,
        advice: expect.stringMatching(advice)
      })
    }
  )
})
