/** Who looked at private texts or removed them. */
import { Store } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { ConsoleApi, Who } from "../../api/index.ts"
import { orStoreFailed } from "../failures.ts"
import { numberOf, standardLimit } from "./cursors.ts"

export const layerAudit = HttpApiBuilder.group(
  ConsoleApi,
  "audit",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    return handlers.handle("list", ({ query }) =>
      Effect.gen(function* () {
        const { shops } = yield* Who
        const { cursor, limit = standardLimit, subject } = query
        const filter = { ...(subject === undefined ? {} : { subject }), ...(shops === null ? {} : { shops }) }
        const found = yield* orStoreFailed(store.audit(filter, yield* numberOf(cursor), limit + 1))
        const entries = found.slice(0, limit)
        const last = entries.at(-1)
        return {
          entries: entries.map(({ id, ...entry }) => ({ ...entry, id: String(id) })),
          next: found.length > limit && last !== undefined ? String(last.id) : null
        }
      })
    )
  })
)
