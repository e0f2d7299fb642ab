/** SQLite as a layer: without the types of `node:sqlite`, which a program that uses it need not install. */
import * as Layer from "effect/Layer"
import * as Reactivity from "effect/reactivity/Reactivity"
import type * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ReadSnapshot } from "./ReadSnapshot.ts"
import { makeSqliteClient } from "./SqliteClient.ts"
import type { SqliteOptions } from "./SqliteOptions.ts"

/** The `SqlClient` of a file, and reading one state of it. */
export const layerSqlite = (options: SqliteOptions): Layer.Layer<SqlClient.SqlClient | ReadSnapshot, SqlError> =>
  Layer.effectContext(makeSqliteClient(options)).pipe(Layer.provide(Reactivity.layer))
