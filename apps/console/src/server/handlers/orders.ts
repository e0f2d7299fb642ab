/** Orders: pages, search, one order, and what is done with it. */
import {
  type PageFilter,
  type Position,
  readOrderNumbers,
  type ShopName,
  Store,
  type StoredVersion,
  StoreWriter
} from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { auditName, ConsoleApi, NotFound, NotRevealed, NotSupported, Who } from "../../api/index.ts"
import { ConsoleShops } from "../ConsoleShops.ts"
import { noKeyProblem, orStoreFailed, platformProblem } from "../failures.ts"
import { shopOf } from "../shops/openedShop.ts"
import { requireReady } from "../shops/requireReady.ts"
import { sourceAnswers } from "../source/sourceAnswers.ts"
import { requireShop, rowOf, type Scope, scopeOf } from "../visible.ts"
import { positionOf, positionText, standardLimit } from "./cursors.ts"
import { readOn } from "./readOn.ts"
import { searchOrders } from "./searchOrders.ts"

/** How many versions an order shows, and how many a page of them has. */
const lastVersions = 20
const versionsOfPage = 50
/** How many numbers are named that were too many. */
const mostLeft = 1000

export const layerOrders = HttpApiBuilder.group(
  ConsoleApi,
  "orders",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    const writer = yield* StoreWriter
    const shops = yield* ConsoleShops
    return handlers.handleAll({
      page: ({ query }) =>
        Effect.gen(function* () {
          const { cursor, limit = standardLimit, platform, shopId, ...filter } = query
          const scope = yield* scopeOf(yield* Who, { platform, shopId })
          const after = yield* positionOf(cursor)
          const wanted = filterOf(filter, scope)
          const page = yield* orStoreFailed(
            readOn({
              read: (from: Position | null, size) => store.orders(wanted, from, size),
              placeOf: (row) => ({ at: row[wanted.sequence ?? "created"], id: row.id }),
              after,
              size: limit,
              isLimited: wanted.shops !== undefined
            })
          )
          return {
            rows: page.rows.map(rowOf),
            next: page.next === null ? null : positionText(page.next),
            scannedTo: page.scannedTo?.at ?? null
          }
        }),
      search: ({ payload }) =>
        Effect.gen(function* () {
          const { by, cursor, limit = standardLimit, platform, shopId, text, ...filter } = payload
          const scope = yield* scopeOf(yield* Who, { platform, shopId })
          return yield* searchOrders(store, { by, text, cursor, limit }, filterOf(filter, scope))
        }),
      numbers: ({ payload }) =>
        Effect.gen(function* () {
          const { shops: seen } = yield* Who
          const { numbers: asked, refused } = readOrderNumbers(Redacted.value(payload.text))
          const { cut, found, notFound, notLookedUp } = yield* orStoreFailed(store.find(asked, seen))
          return {
            found: found.map(({ kind, number, order }) => ({ kind, number, order: rowOf(order) })),
            notFound,
            cut,
            notLookedUp: notLookedUp.slice(0, mostLeft),
            refused: refused.map(({ why, word }) => ({ why, word }))
          }
        }),
      one: ({ params }) =>
        Effect.gen(function* () {
          yield* requireShop(yield* Who, params)
          const { orderId } = params
          const [detail, view, versions, texts] = yield* orStoreFailed(
            Effect.all(
              [
                store.detail(params, orderId),
                store.order(params, orderId),
                store.versions(params, orderId, null, lastVersions),
                store.textState(params, orderId)
              ],
              { concurrency: "unbounded" }
            )
          )
          if (detail === null || view === null) return yield* new NotFound({})
          return {
            row: rowOf(detail.row),
            order: view.order,
            wanted: view.wanted,
            parked: detail.parked,
            texts: texts?.state ?? "masked",
            facets: detail.facets.map(({ meetsWants, ...facet }) => ({ ...facet, isWhole: meetsWants })),
            versions: versions.map(versionOf)
          }
        }),
      versions: ({ params, query }) =>
        Effect.gen(function* () {
          yield* requireShop(yield* Who, params)
          const before = query.before ?? null
          const versions = yield* orStoreFailed(store.versions(params, params.orderId, before, versionsOfPage))
          if (versions.length === 0 && before === null) return yield* new NotFound({})
          return { versions: versions.map(versionOf) }
        }),
      source: ({ params, query }) =>
        Effect.gen(function* () {
          yield* requireShop(yield* Who, params)
          const detail = yield* orStoreFailed(store.detail(params, params.orderId))
          if (detail === null) return yield* new NotFound({})
          const kept = yield* orStoreFailed(store.keptAnswers(params, params.orderId))
          const opened = shopOf(shops, params)?.opened
          const adapter = opened === undefined || Result.isFailure(opened) ? null : opened.success.adapter
          return {
            answers: yield* sourceAnswers({
              ...params,
              first: query.operation ?? null,
              facets: detail.facets,
              kept,
              adapter
            })
          }
        }),
      reveal: ({ params }) =>
        Effect.gen(function* () {
          const who = yield* Who
          yield* requireShop(who, params)
          const revealed = yield* orStoreFailed(
            writer.privacy.reveal(nameOf(params), params.orderId, auditName(who)).pipe(
              Effect.catchTags({
                NotRevealed: ({ reason }) =>
                  Effect.fail(reason === "unknown" ? new NotFound({}) : new NotRevealed({ reason })),
                NoMasterKey: (error) => Effect.fail(noKeyProblem(error)),
                // Nothing is decrypted by the platform here.
                AdapterError: Effect.die
              })
            )
          )
          return { order: revealed.order }
        }),
      refresh: ({ params }) =>
        Effect.gen(function* () {
          const { sync } = yield* requireReady({ store, shops }, params)
          if (!sync.door.reads) return yield* new NotSupported({ detail: "The platform does not give single orders" })
          const outcome = yield* orStoreFailed(sync.readOrder(params.orderId)).pipe(
            Effect.catchTag("AdapterError", (error) => Effect.fail(platformProblem(error)))
          )
          if (outcome._tag === "Stored") return { isChanged: outcome.isChanged }
          return yield* outcome.error._tag === "AdapterError"
            ? Effect.fail(platformProblem(outcome.error))
            : orStoreFailed(Effect.fail(outcome.error))
        })
    })
  })
)

const nameOf = ({ platform, shopId }: ShopName): ShopName => ({ platform, shopId })

const versionOf = (version: StoredVersion) => ({ ...version, changes: [...version.changes] })

/** Without the members that are not asked for. */
const filterOf = (
  filter: { readonly [Member in keyof PageFilter]?: PageFilter[Member] | undefined },
  scope: Scope
): PageFilter => ({
  ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
  ...scope
})
