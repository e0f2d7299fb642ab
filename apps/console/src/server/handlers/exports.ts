/** Orders as files, written while they are read. */
import { type ExportFilter, type ExportOptions, exportOrders, Store, StoreWriter } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpEffect from "effect/http/HttpEffect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Stream from "effect/Stream"
import * as SqlClient from "effect/sql/SqlClient"
import { auditName, ConsoleApi, NoMasterKey, NotLoggedIn, Who } from "../../api/index.ts"
import { Accounts } from "../accounts/Accounts.ts"
import { shopsText } from "../accounts/rows.ts"
import { accountOf, credentialOf } from "../http/credential.ts"
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
    const accounts = yield* Accounts
    const { hasKey } = yield* Store
    const { privacy } = yield* StoreWriter

    /**
     * What fails after the first bytes can only end the answer: a file that is cut is not taken for a whole one. So it ends, too,
     * when the session or token ends, or what the account may do is changed: it is looked up again for each part.
     */
    const bytesOf = Effect.fnUntraced(function* (options: ExportOptions) {
      const credential = credentialOf(yield* HttpServerRequest.HttpServerRequest)
      const { role, shops } = yield* Who
      const isAllowed = Effect.map(
        accountOf(accounts, credential),
        (now) => now !== null && now.role === role && shopsText(now.shops) === shopsText(shops)
      )
      return exportOrders(options).pipe(
        Stream.tap(() => Effect.flatMap(isAllowed, (is) => (is ? Effect.void : Effect.fail(new NotLoggedIn({}))))),
        Stream.orDie,
        Stream.provideService(SqlClient.SqlClient, sql)
      )
    })

    return handlers.handleAll({
      ndjson: ({ query }) =>
        Effect.gen(function* () {
          const filter = yield* filterOf(query)
          yield* asFile("orders.ndjson")
          return yield* bytesOf({ ...filter, format: "ndjson" })
        }),
      csv: ({ query }) =>
        Effect.gen(function* () {
          const { language = "zh", rows = "orders", ...wanted } = query
          const filter = yield* filterOf(wanted)
          yield* asFile("orders.csv")
          return yield* bytesOf({ ...filter, format: "csv", rowsPer: rows === "orders" ? "order" : "line", language })
        }),
      plain: ({ payload }) =>
        Effect.gen(function* () {
          if (!hasKey) return yield* new NoMasterKey({})
          const filter = yield* filterOf(payload)
          const reveal = privacy.exportReveal(auditName(yield* Who))
          yield* asFile("orders.ndjson")
          return yield* bytesOf({ ...filter, format: "ndjson", reveal })
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
