/** Rows that could not be decoded. */

import { orderKey } from "@huidan/core"
import { type QuarantinedRow, Store } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import {
  AlreadyReplayed,
  auditName,
  ConsoleApi,
  NotFound,
  NotInQuarantine,
  NotReplayable,
  NotSupported,
  Who
} from "../../api/index.ts"
import { ConsoleShops } from "../ConsoleShops.ts"
import { orStoreFailed } from "../failures.ts"
import { requireOpened } from "../shops/openedShop.ts"
import { scopeOf } from "../visible.ts"
import { rowPositionOf, rowText, standardLimit } from "./cursors.ts"

export const layerQuarantine = HttpApiBuilder.group(
  ConsoleApi,
  "quarantine",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    const shops = yield* ConsoleShops

    /** The row, if the account sees its shop. */
    const rowOf = (fingerprint: string) =>
      Effect.gen(function* () {
        const scope = yield* scopeOf(yield* Who, {})
        const [row] = yield* orStoreFailed(store.quarantine({ fingerprint, ...scope }, null, 1))
        return row
      })

    return handlers.handleAll({
      list: ({ query }) =>
        Effect.gen(function* () {
          const { cursor, limit = standardLimit, operation, platform, reason, shopId } = query
          const scope = yield* scopeOf(yield* Who, { platform, shopId })
          const after = yield* rowPositionOf(cursor)
          const filter = {
            ...scope,
            ...(operation === undefined ? {} : { operation }),
            ...(reason === undefined ? {} : { reason })
          }
          const found = yield* orStoreFailed(store.quarantine(filter, after, limit + 1))
          const rows = found.slice(0, limit)
          const last = rows.at(-1)
          return { rows: rows.map(shown), next: found.length > limit && last !== undefined ? rowText(last) : null }
        }),
      one: ({ params }) =>
        Effect.gen(function* () {
          const row = yield* rowOf(params.fingerprint)
          return row === undefined ? yield* new NotFound({}) : shown(row)
        }),
      replay: ({ params }) =>
        Effect.gen(function* () {
          const row = yield* rowOf(params.fingerprint)
          if (row === undefined) return yield* new NotInQuarantine({})
          const { sync } = yield* requireOpened(shops, row)
          const replayed = yield* orStoreFailed(
            sync.replay(row.fingerprint, auditName(yield* Who)).pipe(
              Effect.catchTags({
                NotReplayed: ({ reason }) =>
                  Effect.fail(reason === "gone" ? new AlreadyReplayed({}) : new NotReplayable({ reason })),
                AdapterError: (error) => Effect.fail(new NotSupported({ detail: error.message, advice: error.advice }))
              })
            )
          )
          return replayed._tag === "Decoded"
            ? {
                _tag: "Decoded" as const,
                key: orderKey(row.platform, row.shopId, replayed.orderId),
                orderId: replayed.orderId
              }
            : {
                _tag: "Undecoded" as const,
                reason: replayed.error.reason._tag,
                message: replayed.error.message
              }
        })
    })
  })
)

const shown = (row: QuarantinedRow) => ({ ...row, isKept: row.isKept === 1 })
