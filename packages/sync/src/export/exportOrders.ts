/** Exports of orders: NDJSON, CSV and Parquet, as streams of bytes or as files. */
import * as Effect from "effect/Effect"
import * as Ndjson from "effect/encoding/Ndjson"
import * as FileSystem from "effect/FileSystem"
import type * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import type { SqlClient } from "effect/sql/SqlClient"
import { draftFile, type FileExists, ownerOnly } from "../files/draftFile.ts"
import { refuseStoreFile } from "../files/notTheStore.ts"
import type { OverlaidOrder } from "../rules/overlay.ts"
import { type CsvOptions, csvBytes } from "./csv.ts"
import { type ParquetOptions, parquetBytes } from "./parquet.ts"
import { type ExportFailure, type StoredOrdersOptions, storedOrders } from "./storedOrders.ts"

/** NDJSON has one canonical order on each line, as `importOrders` reads it. */
export type ExportFormat =
  | { readonly format: "ndjson" }
  | ({ readonly format: "csv" } & CsvOptions)
  | ({ readonly format: "parquet" } & ParquetOptions)

/** The format of an export, which orders it has, and whether their private texts are revealed. */
export type ExportOptions = ExportFormat & StoredOrdersOptions

/** The orders as a file of this format, the first created first. The memory that it needs does not grow with the store. */
export const exportOrders = (options: ExportOptions): Stream.Stream<Uint8Array, ExportFailure, SqlClient> => {
  const orders = storedOrders(options)
  switch (options.format) {
    case "ndjson":
      return ndjsonBytes(orders)
    case "csv":
      return csvBytes(orders, options)
    case "parquet":
      return parquetBytes(orders, options)
  }
}

const ndjsonBytes = <E, R>(orders: Stream.Stream<OverlaidOrder, E, R>): Stream.Stream<Uint8Array, E, R> =>
  orders.pipe(
    Stream.mapError((error) => ({ error })),
    Stream.pipeThroughChannel(Ndjson.encode<{ readonly error: E }>()),
    // An order that was read from JSON can be written as JSON.
    Stream.catch((failure) => ("error" in failure ? Stream.fail(failure.error) : Stream.die(failure)))
  )

/** What an export wrote. */
export interface ExportSummary {
  readonly orders: number
  /** How many bytes the file has. */
  readonly bytes: number
}

/**
 * Exports to a file, which only its owner can read (mode 0600). It appears whole or not at all. An existing file is replaced
 * only if `mayReplace` says so; the file of the store itself never is.
 */
export const exportToFile = (
  file: string,
  options: ExportOptions & { readonly mayReplace?: boolean }
): Effect.Effect<
  ExportSummary,
  ExportFailure | PlatformError | FileExists,
  SqlClient | FileSystem.FileSystem | Path.Path
> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    yield* refuseStoreFile(file)
    const count = yield* Ref.make({ orders: 0, bytes: 0 })
    const bytes = exportOrders({
      ...options,
      onProgress: (progress) =>
        Effect.andThen(
          Ref.update(count, (before) => ({ ...before, orders: progress.orders })),
          options.onProgress?.(progress) ?? Effect.void
        )
    }).pipe(Stream.tap((chunk) => Ref.update(count, (before) => ({ ...before, bytes: before.bytes + chunk.length }))))
    yield* draftFile(file, options.mayReplace ?? false, (draft) =>
      Stream.run(bytes, files.sink(draft, { flag: "r+", mode: ownerOnly }))
    )
    return yield* Ref.get(count)
  })
