/** Rows that could not be decoded, without what they say. */
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as Schema from "effect/Schema"
import { LoggedIn, NeededRole } from "./access.ts"
import {
  AlreadyReplayed,
  NotFound,
  NotInQuarantine,
  NotReplayable,
  NotSupported,
  ShopNotConfigured,
  StoreFailed
} from "./problems.ts"
import { Cursor, Fingerprint, filledLineOf, Limit, Moment, Platform, ShopId } from "./values.ts"

export const QuarantinedRow = Schema.Struct({
  fingerprint: Schema.String,
  platform: Schema.String,
  shopId: Schema.String,
  /** `push` for a message of a push. */
  operation: Schema.String,
  /** The tag of a reason: `reasonLabels` of `@huidan/core` has its name. */
  reason: Schema.String,
  /** The error's message, which has no private text. */
  message: Schema.String,
  askedAt: Moment,
  firstSeen: Moment,
  lastSeen: Moment,
  /** When it was last replayed in vain, and how often. */
  tried: Schema.NullOr(Moment),
  tries: Schema.Int,
  /** Whether the row itself is stored, so that it can be replayed. */
  isKept: Schema.Boolean
}).annotate({ identifier: "QuarantinedRow" })
export interface QuarantinedRow extends Schema.Schema.Type<typeof QuarantinedRow> {}

/** What came of decoding a row again. */
export const Replayed = Schema.Union([
  /** The order is stored, and the row has left the quarantine. */
  Schema.TaggedStruct("Decoded", { key: Schema.String, orderId: Schema.String }),
  /** The row stays, with this reason. */
  Schema.TaggedStruct("Undecoded", { reason: Schema.String, message: Schema.String })
]).annotate({ identifier: "Replayed" })

export class Quarantine extends HttpApiGroup.make("quarantine")
  .add(
    /** The rows that came first, first. */
    HttpApiEndpoint.get("list", "/", {
      query: {
        platform: Schema.optional(Platform),
        /** Only with `platform`. */
        shopId: Schema.optional(ShopId),
        operation: Schema.optional(filledLineOf(100)),
        reason: Schema.optional(filledLineOf(100)),
        cursor: Schema.optional(Cursor),
        limit: Schema.optional(Limit)
      },
      success: Schema.Struct({ rows: Schema.Array(QuarantinedRow), next: Schema.NullOr(Cursor) }),
      error: [StoreFailed]
    }),
    HttpApiEndpoint.get("one", "/:fingerprint", {
      params: { fingerprint: Fingerprint },
      success: QuarantinedRow,
      error: [NotFound, StoreFailed]
    }),
    /**
     * Decodes the row again with the adapter as it is now. Of two people who replay one row at once, one gets 409; a row that is
     * not in the quarantine is answered with 404, also one that has left it.
     */
    HttpApiEndpoint.post("replay", "/:fingerprint/replay", {
      params: { fingerprint: Fingerprint },
      success: Replayed,
      error: [NotInQuarantine, AlreadyReplayed, NotReplayable, ShopNotConfigured, NotSupported, StoreFailed]
    }).annotate(NeededRole, "operator")
  )
  .prefix("/api/quarantine")
  .middleware(LoggedIn) {}
