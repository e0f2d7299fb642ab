/** Orders as files, written while they are read: a plain link loads one. */
import { TradeState } from "@huidan/core"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as Schema from "effect/Schema"
import { LoggedIn, NeededRole } from "./access.ts"
import { NoMasterKey, StoreFailed } from "./problems.ts"
import { Millis, Platform, ShopId } from "./values.ts"

const filter = {
  platform: Schema.optional(Platform),
  /** Only with `platform`. */
  shopId: Schema.optional(ShopId),
  trade: Schema.optional(TradeState),
  createdFrom: Schema.optional(Millis),
  createdTo: Schema.optional(Millis)
}

export class Exports extends HttpApiGroup.make("exports")
  .add(
    /** One canonical order on each line, private texts masked, the first created first. */
    HttpApiEndpoint.get("ndjson", "/orders.ndjson", {
      query: filter,
      success: HttpApiSchema.StreamUint8Array({ contentType: "application/x-ndjson" }),
      error: [StoreFailed]
    }),
    /** A table for spreadsheet programs, private texts masked. */
    HttpApiEndpoint.get("csv", "/orders.csv", {
      query: {
        ...filter,
        /** What a row is; `orders` if left out. */
        rows: Schema.optional(Schema.Literals(["orders", "lines"])),
        /** The language of the headings; `zh` if left out. */
        language: Schema.optional(Schema.Literals(["zh", "en"]))
      },
      success: HttpApiSchema.StreamUint8Array({ contentType: "text/csv; charset=utf-8" }),
      error: [StoreFailed]
    }),
    /** As `ndjson`, with private texts: each order is one row of the audit. */
    HttpApiEndpoint.post("plain", "/orders.ndjson", {
      payload: Schema.Struct(filter),
      success: HttpApiSchema.StreamUint8Array({ contentType: "application/x-ndjson" }),
      error: [NoMasterKey, StoreFailed]
    }).annotate(NeededRole, "revealer")
  )
  .prefix("/api/exports")
  .middleware(LoggedIn) {}
