/** Orders as they change. */
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as Schema from "effect/Schema"
import { LoggedIn } from "./access.ts"
import { OrderRow } from "./orders.ts"
import { StoreFailed, TooManyTries } from "./problems.ts"
import { Cursor, Moment } from "./values.ts"

/**
 * `order`: an order is new or changed. `beat`: nothing for 15 seconds. `skipped`: more changed at once than is sent; load what
 * is shown again. `id` is where the stream goes on: `EventSource` sends it by itself when it connects again.
 */
export const ChangeEvent = Schema.Union([
  Schema.Struct({ id: Schema.String, event: Schema.tag("order"), data: Schema.fromJsonString(OrderRow) }),
  Schema.Struct({
    id: Schema.String,
    event: Schema.tag("beat"),
    data: Schema.fromJsonString(Schema.Struct({ at: Moment }))
  }),
  Schema.Struct({
    id: Schema.String,
    event: Schema.tag("skipped"),
    data: Schema.fromJsonString(Schema.Struct({ at: Moment }))
  })
])
export type ChangeEvent = typeof ChangeEvent.Type

export class Changes extends HttpApiGroup.make("changes")
  .add(
    /** Server-sent events, from now on or from where the header `last-event-id` or `after` says. */
    HttpApiEndpoint.get("follow", "/", {
      query: { after: Schema.optional(Cursor) },
      headers: { "last-event-id": Schema.optional(Cursor) },
      success: HttpApiSchema.StreamSse({ events: ChangeEvent }),
      error: [TooManyTries, StoreFailed]
    })
  )
  .prefix("/api/changes")
  .middleware(LoggedIn) {}
