/**
 * The label on an adapter's door, as data: what it has, its limits, its endpoints, its error codes.
 *
 * Tables in the documentation and in `huidan adapters` are made from manifests, never typed.
 */
import * as Schema from "effect/Schema"
import { AdapterErrorReason } from "./AdapterError.ts"

export const adapterContract = "huidan/adapter@1"

/** At most `requests` in any `seconds`. `source` says who states it; a default of ours says so there. */
export const Quota = Schema.Struct({
  requests: Schema.Int,
  seconds: Schema.Finite,
  source: Schema.String,
  verified: Schema.Boolean
})
export interface Quota extends Schema.Schema.Type<typeof Quota> {}

export const Paging = Schema.Struct({ firstPage: Schema.Int, maxSize: Schema.Int, maxRows: Schema.NullOr(Schema.Int) })
export interface Paging extends Schema.Schema.Type<typeof Paging> {}

export const OperationManifest = Schema.Struct({
  /** What it does, in a few words. */
  title: Schema.String,
  /** `order` and `orders` can be decoded by `decode`; `token` and `other` serve the client only. */
  answers: Schema.Literals(["order", "orders", "token", "other"]),
  /** `decode`: an answer can be decoded, but the client never calls it. */
  use: Schema.Literals(["call", "decode"]),
  method: Schema.Literals(["GET", "POST"]),
  path: Schema.String,
  quota: Schema.NullOr(Quota),
  paging: Schema.NullOr(Paging),
  /** The longest window that the platform answers in full, in seconds. */
  windowSeconds: Schema.NullOr(Schema.Int),
  /** The document that the operation was built from. */
  document: Schema.String,
  /** What that document leaves open, and how the adapter reads it: each a sentence. */
  unverified: Schema.Array(Schema.String)
})
export interface OperationManifest extends Schema.Schema.Type<typeof OperationManifest> {}

/** A platform code → the reason it stands for; `subCode` where the code alone does not tell. */
export const ErrorCode = Schema.Struct({
  code: Schema.String,
  subCode: Schema.NullOr(Schema.String),
  reason: AdapterErrorReason,
  text: Schema.String
})
export interface ErrorCode extends Schema.Schema.Type<typeof ErrorCode> {}

export const AdapterManifest = Schema.Struct({
  contract: Schema.String,
  platform: Schema.String,
  /** The platform's own name, and the one used abroad. */
  name: Schema.Struct({ zh: Schema.String, en: Schema.String }),
  package: Schema.String,
  version: Schema.String,
  capabilities: Schema.Struct({
    getOrder: Schema.Boolean,
    listOrders: Schema.NullOr(
      Schema.Struct({
        by: Schema.Array(Schema.Literals(["created", "updated"])),
        /** Whether the platform itself filters by state; if not, the kit does after decoding. */
        states: Schema.Boolean
      })
    ),
    receivePush: Schema.Boolean
  }),
  operations: Schema.Record(Schema.String, OperationManifest),
  errors: Schema.Array(ErrorCode),
  /** Options that are secrets: never in a configuration file, always in the environment. */
  secrets: Schema.Array(Schema.String),
  /** The option that holds the shop's id on the platform, so that a program can name the shop; `null`: there is none. */
  shopOption: Schema.NullOr(Schema.String)
}).annotate({ identifier: "AdapterManifest" })
export interface AdapterManifest extends Schema.Schema.Type<typeof AdapterManifest> {}
