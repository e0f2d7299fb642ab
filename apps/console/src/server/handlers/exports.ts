/** Orders as files, written while they are read. */
import { isJsonObject, type Json } from "@huidan/core"
import { type ExportFilter, type ExportOptions, exportOrders, Store, type StoredRow, StoreWriter } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpEffect from "effect/http/HttpEffect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Stream from "effect/Stream"
import * as SqlClient from "effect/sql/SqlClient"
import { ConsoleApi, NoMasterKey, Who } from "../../api/index.ts"
import { auditName } from "../auditName.ts"
import { scopeOf, type Wanted } from "../visible.ts"

interface WantedOrders extends Wanted {
  readonly trade?: string | undefined
  readonly createdFrom?: number | undefined
  readonly createdTo?: number | undefined
}

export const layerExports = HttpApiBuilder.group(
  ConsoleApi,
  "exports",
  Effect.fnUntraced(function* (handlers) {
    const sql = yield* SqlClient.SqlClient
    const { hasKey } = yield* Store
    const { privacy } = yield* StoreWriter

    // What fails after the first bytes can only end the answer: a file that is cut is not taken for a whole one.
    const bytesOf = <E>(options: ExportOptions<E>) =>
      exportOrders(options).pipe(Stream.orDie, Stream.provideService(SqlClient.SqlClient, sql))

    return handlers.handleAll({
      ndjson: ({ query }) =>
        Effect.gen(function* () {
          const filter = yield* filterOf(query)
          yield* asFile("orders.ndjson")
          return bytesOf({ ...filter, format: "ndjson" })
        }),
      csv: ({ query }) =>
        Effect.gen(function* () {
          const { language = "zh", rows = "orders", ...wanted } = query
          const filter = yield* filterOf(wanted)
          yield* asFile("orders.csv")
          return bytesOf({ ...filter, format: "csv", rowsPer: rows === "orders" ? "order" : "line", language })
        }),
      plain: ({ payload }) =>
        Effect.gen(function* () {
          if (!hasKey) return yield* new NoMasterKey({})
          const filter = yield* filterOf(payload)
          const who = auditName(yield* Who)
          const reveal = (rows: ReadonlyArray<StoredRow>) =>
            Effect.forEach(rows, (row) => {
              const { orderId, ...shop } = nameOf(row.key)
              return privacy.reveal(shop, orderId, who).pipe(
                Effect.map(({ order }) => order),
                Effect.catchTag("NotRevealed", () => Effect.succeed(maskedOf(row)))
              )
            })
          yield* asFile("orders.ndjson")
          return bytesOf({ ...filter, format: "ndjson", reveal })
        })
    })
  })
)

const filterOf = Effect.fnUntraced(function* ({ createdFrom, createdTo, platform, shopId, trade }: WantedOrders) {
  const filter: ExportFilter = {
    ...(yield* scopeOf(yield* Who, { platform, shopId })),
    ...(trade === undefined ? {} : { trade }),
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdTo === undefined ? {} : { createdTo })
  }
  return filter
})

/** A browser saves it in place of showing it. */
const asFile = (name: string) =>
  HttpEffect.appendPreResponseHandler((_request, response) =>
    Effect.succeed(HttpServerResponse.setHeader(response, "content-disposition", `attachment; filename="${name}"`))
  )

/** The parts of a key, which `orderKey` made. */
const nameOf = (key: string) => {
  const [platform = "", shopId = "", orderId = ""] = key.split("/").map(decodeURIComponent)
  return { platform, shopId, orderId }
}

/** An order whose private texts were destroyed has masked ones. */
const maskedOf = ({ json }: StoredRow): { readonly [member: string]: Json } => {
  const order = JSON.parse(json) as Json
  return isJsonObject(order) ? order : {}
}
