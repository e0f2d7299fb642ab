/** Orders. Private texts are masked in all answers but that of `reveal`. */
import { AfterSaleState, FulfilmentState, OrderKind, PaymentState, TradeState } from "@huidan/core"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as Schema from "effect/Schema"
import { LoggedIn, NeededRole } from "./access.ts"
import {
  NoMasterKey,
  NotFound,
  NotRevealed,
  NotSupported,
  PlatformFailed,
  ShopNotConfigured,
  ShopPaused,
  StoreFailed
} from "./problems.ts"
import {
  Amount,
  Cursor,
  filledLineOf,
  Limit,
  lineOf,
  Millis,
  Moment,
  orderPath,
  Platform,
  pastedTextOf,
  ShopId
} from "./values.ts"

/** What a table shows of an order. */
export const OrderRow = Schema.Struct({
  /** As `orderKey` of `@huidan/core` makes it. */
  key: Schema.String,
  platform: Schema.String,
  shopId: Schema.String,
  orderId: Schema.String,
  /** `null` if the platform does not state it. */
  created: Schema.NullOr(Moment),
  updated: Schema.NullOr(Moment),
  paidAt: Schema.NullOr(Moment),
  trade: Schema.NullOr(Schema.String),
  payment: Schema.NullOr(Schema.String),
  fulfilment: Schema.NullOr(Schema.String),
  afterSale: Schema.NullOr(Schema.String),
  kind: Schema.NullOr(Schema.String),
  payable: Schema.NullOr(Amount),
  paid: Schema.NullOr(Amount),
  refunded: Schema.NullOr(Amount),
  currency: Schema.String,
  title: Schema.NullOr(Schema.String),
  version: Schema.Int,
  /** When the store changed the order, by its machine's clock. */
  changed: Moment,
  /** When the platform said that it does not know the order any more. */
  gone: Schema.NullOr(Moment)
}).annotate({ identifier: "OrderRow" })
export interface OrderRow extends Schema.Schema.Type<typeof OrderRow> {}

/** Which orders; what is left out is not asked for. Bounds `…To` are excluded. */
export const orderFilter = {
  platform: Schema.optional(Platform),
  /** Only with `platform`. */
  shopId: Schema.optional(ShopId),
  trade: Schema.optional(TradeState),
  payment: Schema.optional(PaymentState),
  fulfilment: Schema.optional(FulfilmentState),
  afterSale: Schema.optional(AfterSaleState),
  kind: Schema.optional(OrderKind),
  createdFrom: Schema.optional(Millis),
  createdTo: Schema.optional(Millis),
  paidFrom: Schema.optional(Millis),
  paidTo: Schema.optional(Millis),
  changedFrom: Schema.optional(Millis),
  changedTo: Schema.optional(Millis)
}

/** A page of orders. */
export const OrderPage = Schema.Struct({
  rows: Schema.Array(OrderRow),
  /** Where the next page begins; `null` if this is the last one. A page may have fewer rows than asked for, and a next one. */
  next: Schema.NullOr(Cursor),
  /** The time up to which reading went before it stopped to find more; `null` if the page has all rows up to its end. */
  scannedTo: Schema.NullOr(Moment)
}).annotate({ identifier: "OrderPage" })
export interface OrderPage extends Schema.Schema.Type<typeof OrderPage> {}

/**
 * What a text is. `number`: any number of an order: its own, of a payment, a parcel, a refund, a SKU. `tracking`, `sku`: only
 * that. `title`: words of what was bought. `name`, `phone`: exactly that of a buyer or a receiver.
 */
export const SearchKind = Schema.Literals(["number", "title", "sku", "tracking", "name", "phone"]).annotate({
  identifier: "SearchKind"
})
export type SearchKind = typeof SearchKind.Type

/** An order that was found by a number; `kind` says what the number is of it: `order`, `transaction`, `waybill`, `refund`, `sku`. */
export const FoundOrder = Schema.Struct({ number: Schema.String, kind: Schema.String, order: OrderRow }).annotate({
  identifier: "FoundOrder"
})
export interface FoundOrder extends Schema.Schema.Type<typeof FoundOrder> {}

/** An encoded canonical order of `@huidan/core`, as the answers of several operations make it. */
export const OrderJson = Schema.Record(Schema.String, Schema.Json).annotate({ identifier: "OrderJson" })

/** What changed at one place (a JSON pointer); `null` for nothing. Lists and private texts are replaced as a whole. */
export const OrderChange = Schema.Struct({ path: Schema.String, before: Schema.Json, after: Schema.Json }).annotate({
  identifier: "OrderChange"
})

/** A version of an order, and what it changed. */
export const OrderVersion = Schema.Struct({
  version: Schema.Int,
  /** When it was stored. */
  at: Moment,
  /** The operation whose answer made it. */
  operation: Schema.String,
  /** Whether it was asked for late enough: the platform's replicas may be behind. */
  confirmed: Schema.Boolean,
  changes: Schema.Array(OrderChange)
}).annotate({ identifier: "OrderVersion" })
export interface OrderVersion extends Schema.Schema.Type<typeof OrderVersion> {}

/** The latest answer of one operation. */
export const OrderFacet = Schema.Struct({
  operation: Schema.String,
  /** The platform's update time, where the operation carries it. */
  updated: Schema.NullOr(Moment),
  askedAt: Moment,
  /** Patterns of the fields that the operation carries: `/amounts/paid`. */
  carries: Schema.Array(Schema.String),
  /** Whether the operation says all that is known of an order. */
  isWhole: Schema.Boolean
}).annotate({ identifier: "OrderFacet" })
export interface OrderFacet extends Schema.Schema.Type<typeof OrderFacet> {}

/** One order as the store has it. */
export const OrderView = Schema.Struct({
  row: OrderRow,
  order: OrderJson,
  /** The moment up to which the order is still to be read; `null` if it is up to date. */
  wanted: Schema.NullOr(Moment),
  /** Why the order could not be read; `null` if it could. The tag of a reason: `reasonLabels` has its name. */
  parked: Schema.NullOr(Schema.String),
  /** Whether private texts can be revealed; `masked`: there was no master key; the others: they were destroyed. */
  texts: Schema.Literals(["encrypted", "masked", "forgotten", "expired"]),
  facets: Schema.Array(OrderFacet),
  /** The last ones, the latest first; `GET …/versions` has those before. */
  versions: Schema.Array(OrderVersion)
}).annotate({ identifier: "OrderView" })
export interface OrderView extends Schema.Schema.Type<typeof OrderView> {}

/** Where a field of the order comes from: places in the platform's answer, and the number of the rule in `rules`. */
export const SourceField = Schema.Struct({
  path: Schema.String,
  pointers: Schema.Array(Schema.String),
  rule: Schema.Int
}).annotate({ identifier: "SourceField" })

/** What the platform answered, as far as it was kept. */
export const SourceAnswer = Schema.Struct({
  operation: Schema.String,
  askedAt: Moment,
  /** `null` if it was not kept, or is gone, or is too large. */
  kept: Schema.NullOr(
    Schema.Struct({
      /** The answer. Texts that no other field than a private one comes from are masked. */
      answer: Schema.Json,
      /** How fields are made of places, each once. */
      rules: Schema.Array(Schema.String),
      fields: Schema.Array(SourceField),
      /** Whether there are more fields: an answer of the API has at most about 200 kB. */
      isCut: Schema.Boolean
    })
  ),
  /** Whether it was kept, and is too large to be given beside those before it; `operation` puts another one first. */
  isTooLarge: Schema.Boolean
}).annotate({ identifier: "SourceAnswer" })
export interface SourceAnswer extends Schema.Schema.Type<typeof SourceAnswer> {}

export class Orders extends HttpApiGroup.make("orders")
  .add(
    /** A page of orders, the latest first. */
    HttpApiEndpoint.get("page", "/", {
      query: {
        ...orderFilter,
        /** When something of the order was refunded; if the platform does not say when, when that was learnt. */
        refundedFrom: Schema.optional(Millis),
        refundedTo: Schema.optional(Millis),
        /** By what the orders follow each other, the latest first; `created` if left out. */
        sequence: Schema.optional(Schema.Literals(["created", "changed"])),
        cursor: Schema.optional(Cursor),
        limit: Schema.optional(Limit)
      },
      success: OrderPage,
      error: [StoreFailed]
    }),
    /** Orders by a text. The last one stored comes first. */
    HttpApiEndpoint.post("search", "/search", {
      payload: Schema.Struct({
        by: SearchKind,
        text: Schema.RedactedFromValue(lineOf(200).check(Schema.isMinLength(1))),
        ...orderFilter,
        cursor: Schema.optional(Cursor),
        limit: Schema.optional(Limit)
      }),
      success: Schema.Struct({
        rows: Schema.Array(OrderRow),
        /** `null` also for numbers of orders and parcels, which have no pages. */
        next: Schema.NullOr(Cursor),
        /** Whether there are more orders than were given, or can be: not all were looked at. There is no next page. */
        isCut: Schema.Boolean,
        /** Whether reading stopped before it had looked at everything; the next page goes on. */
        isPartial: Schema.Boolean
      }).annotate({ identifier: "SearchResult" }),
      error: [NoMasterKey, StoreFailed]
    }),
    /** Orders by up to 200 numbers as people paste them: with any separators, full-width digits, trailing blanks. */
    HttpApiEndpoint.post("numbers", "/numbers", {
      payload: Schema.Struct({ text: Schema.RedactedFromValue(pastedTextOf(20_000)) }),
      success: Schema.Struct({
        /** In the sequence of the numbers. */
        found: Schema.Array(FoundOrder),
        notFound: Schema.Array(Schema.String),
        /** Numbers of more orders than were given. */
        cut: Schema.Array(Schema.String),
        /** Numbers behind the first 200: they were not looked up. */
        notLookedUp: Schema.Array(Schema.String),
        /** The first words of the text that are no numbers, and why, as the end of an English sentence. */
        refused: Schema.Array(Schema.Struct({ word: Schema.String, why: Schema.String }))
      }).annotate({ identifier: "NumbersResult" }),
      error: [StoreFailed]
    }),
    HttpApiEndpoint.get("one", "/:platform/:shopId/:orderId", {
      params: orderPath,
      success: OrderView,
      error: [NotFound, StoreFailed]
    }),
    /** The versions before one, the latest first, at most 50. */
    HttpApiEndpoint.get("versions", "/:platform/:shopId/:orderId/versions", {
      params: orderPath,
      query: { before: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000_000 }))) },
      success: Schema.Struct({ versions: Schema.Array(OrderVersion) }),
      error: [NotFound, StoreFailed]
    }),
    /** What the platform answered, masked, and where each field comes from. */
    HttpApiEndpoint.get("source", "/:platform/:shopId/:orderId/source", {
      params: orderPath,
      query: {
        /** The operation whose answer is given even if others then do not fit; the first one if left out. */
        operation: Schema.optional(filledLineOf(100))
      },
      success: Schema.Struct({ answers: Schema.Array(SourceAnswer) }),
      error: [NotFound, StoreFailed]
    }),
    /** The order with its private texts. Each call is one row of the audit. */
    HttpApiEndpoint.post("reveal", "/:platform/:shopId/:orderId/reveal", {
      params: orderPath,
      success: Schema.Struct({ order: OrderJson }),
      error: [NotFound, NotRevealed, NoMasterKey, StoreFailed]
    }).annotate(NeededRole, "revealer"),
    /** Asks the platform for the order now, unless the shop is paused. */
    HttpApiEndpoint.post("refresh", "/:platform/:shopId/:orderId/refresh", {
      params: orderPath,
      success: Schema.Struct({ isChanged: Schema.Boolean }),
      error: [NotFound, ShopNotConfigured, ShopPaused, NotSupported, PlatformFailed, StoreFailed]
    }).annotate(NeededRole, "operator")
  )
  .prefix("/api/orders")
  .middleware(LoggedIn) {}
