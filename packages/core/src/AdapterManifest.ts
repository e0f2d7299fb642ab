/**
 * What an adapter can do, as data: its operations, limits and error codes.
 *
 * The tables in the documentation and in `huidan adapters` are generated from manifests.
 */
import * as Schema from "effect/Schema"
import { AdapterErrorReason } from "./AdapterErrorReason.ts"
import { unknownPatterns } from "./FieldPattern.ts"

/** The name and version of the contract between adapters and programs. */
export const adapterContract = "huidan/adapter@1"

/** A limit of the platform: at most `requests` requests in any `seconds` seconds. */
export const Quota = Schema.Struct({
  requests: Schema.Int,
  /** The length of the window in seconds. */
  seconds: Schema.Finite,
  /** Where the limit comes from: a document, or a cautious default of the adapter. */
  source: Schema.String,
  /** Whether the limit is certain. `false` for a default, or if the source leaves something open. */
  verified: Schema.Boolean
})
/** A limit of the platform: at most `requests` requests in any `seconds` seconds. */
export interface Quota extends Schema.Schema.Type<typeof Quota> {}

/** How a list operation is read page by page. */
export const Paging = Schema.Struct({
  /** The number of the first page, usually 0 or 1. */
  firstPage: Schema.Int,
  /** The largest page size that the platform accepts, in rows. */
  maxSize: Schema.Int,
  /** How many rows of one list the platform gives at most, over all pages; `null` if no limit is known. */
  maxRows: Schema.NullOr(Schema.Int),
  /**
   * Seconds before the platform's now up to which a list of orders is read, unless the option `settleSeconds` says
   * otherwise: younger changes may not be in the list yet. 60 if left out.
   */
  settleSeconds: Schema.optionalKey(Schema.Int),
  /**
   * Seconds by which a window reaches back into the one before it, unless the option `overlapSeconds` says otherwise:
   * for changes that come into the list later than `settleSeconds`. 0 if left out.
   */
  overlapSeconds: Schema.optionalKey(Schema.Int)
})
/** How a list operation is read page by page. */
export interface Paging extends Schema.Schema.Type<typeof Paging> {}

/** A pattern that names a field of an order. */
const CarriedField = Schema.String.check(
  Schema.makeFilter((pattern) => unknownPatterns([pattern]).length === 0 || "names no field of an order")
)

/** One operation of the platform. */
export const OperationManifest = Schema.Struct({
  /** What it does, in a few words. */
  title: Schema.String,
  /** `order` and `orders` can be decoded by `decode`; `token` and `other` serve the client only. */
  answers: Schema.Literals(["order", "orders", "token", "other"]),
  /**
   * `call`: the client calls it. `receive`: the platform sends it, and `receivePush` reads it. `decode`: an answer can be
   * decoded, but the client never calls it.
   */
  use: Schema.Literals(["call", "receive", "decode"]),
  /**
   * The options without which it cannot be called or received, those of its access token included. A call that lacks some
   * fails with `Configuration` before any request, and names all of them. Empty if it needs none.
   */
  needs: Schema.Array(Schema.String),
  method: Schema.Literals(["GET", "POST"]),
  /** The path below the platform's base URL. */
  path: Schema.String,
  /** `null` if no limit is known. */
  quota: Schema.NullOr(Quota),
  /** `null` for an operation without pages. */
  paging: Schema.NullOr(Paging),
  /** The longest time range that the platform answers in full, in seconds; `null` if no limit is known. */
  windowSeconds: Schema.NullOr(Schema.Int),
  /**
   * The fields that its answers state with authority, as patterns: `/amounts/payable`, `/lines/&#42;/title`, `/refunds`
   * with everything below. `null` or `[]` there says that there is none. A field that the platform states only sometimes
   * is not carried. A list can be carried as a whole (`/refunds`) or in part: a part never replaces a list for which
   * another operation carries more. `key`, `orderId` and the like are always carried, `warnings` and `source` belong to
   * each answer. `[]` for an operation that answers no orders.
   */
  carries: Schema.Array(CarriedField),
  /** The document that the operation was built from. */
  document: Schema.String,
  /** What that document leaves open and how the adapter reads it, one sentence each. */
  unverified: Schema.Array(Schema.String)
})
/** One operation of the platform. */
export interface OperationManifest extends Schema.Schema.Type<typeof OperationManifest> {}

/** A code of the platform and the reason it maps to. */
export const ErrorCode = Schema.Struct({
  /** The platform's code, as text. */
  code: Schema.String,
  /**
   * The platform's finer code, where the code alone does not decide; `null` matches any sub-code, or none. It also
   * matches a sub-code that continues with `:n`; with `*` at its end, every sub-code that begins so.
   */
  subCode: Schema.NullOr(Schema.String),
  /** The reason of the error that a caller gets. */
  reason: AdapterErrorReason,
  /** What the code means, in a few words. */
  text: Schema.String
})
/** A code of the platform and the reason it maps to. */
export interface ErrorCode extends Schema.Schema.Type<typeof ErrorCode> {}

/** What an adapter can do. */
export const AdapterManifest = Schema.Struct({
  /** The contract that the adapter implements, `huidan/adapter@1`. */
  contract: Schema.String,
  /** The platform's short name, `xiaoe`: `Order.platform`, and the first part of an order's key. */
  platform: Schema.String,
  /** The platform's own name, and its English name. */
  name: Schema.Struct({ zh: Schema.String, en: Schema.String }),
  /** The name of the npm package. */
  package: Schema.String,
  /** The version of the npm package. */
  version: Schema.String,
  /** What the adapter supports. A call of anything else fails with `NotSupported`. */
  capabilities: Schema.Struct({
    getOrder: Schema.Boolean,
    /** `null` if the adapter has no list of orders. */
    listOrders: Schema.NullOr(
      Schema.Struct({
        /** The times by which orders can be listed. */
        by: Schema.Array(Schema.Literals(["created", "updated"])),
        /** Whether the platform itself filters by state. If not, `listOrders` filters the decoded orders. */
        states: Schema.Boolean
      })
    ),
    receivePush: Schema.Boolean
  }),
  /** The operations by name, `order.detail@2.0`. */
  operations: Schema.Record(Schema.String, OperationManifest),
  /** The platform's error codes. A code that is not listed becomes `PlatformRejected`. */
  errors: Schema.Array(ErrorCode),
  /** Options that are secrets: the command line reads them from the environment, never from a configuration file. */
  secrets: Schema.Array(Schema.String),
  /** The option that holds the shop's id on the platform; `null` if there is none. */
  shopOption: Schema.NullOr(Schema.String)
}).annotate({ identifier: "AdapterManifest" })
/** What an adapter can do, as data. */
export interface AdapterManifest extends Schema.Schema.Type<typeof AdapterManifest> {}
