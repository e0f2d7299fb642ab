/** Values that many endpoints take and give. Every text has a greatest length, and no lone surrogates. */
import * as Schema from "effect/Schema"

/** One line of text, without control characters, of at most `most` UTF-16 units. */
export const lineOf = (most: number) =>
  Schema.String.check(Schema.isMaxLength(most), Schema.isPattern(/^[^\p{Cc}\p{Cs}]*$/u))

/** As `lineOf`, of at least one character. */
export const filledLineOf = (most: number) => lineOf(most).check(Schema.isMinLength(1))

/** Text that a person pastes: with line breaks and tabs, without NUL. */
export const pastedTextOf = (most: number) =>
  Schema.String.check(
    Schema.isMinLength(1),
    Schema.isMaxLength(most),
    Schema.makeFilter((text) => (text.isWellFormed() && !text.includes("\0")) || "text without NUL and lone surrogates")
  )

/** The name of a platform: `xiaoe`. */
export const Platform = Schema.String.check(Schema.isMaxLength(64), Schema.isPattern(/^[a-z][a-z0-9_-]*$/u))

/** The platform's id of a shop; `-` for a platform whose adapter names no shops. */
export const ShopId = filledLineOf(128)

/** The platform's id of an order. */
export const OrderId = filledLineOf(200)

/** A shop, in the path of an endpoint. */
export const shopPath = { platform: Platform, shopId: ShopId }

/** An order, in the path of an endpoint. */
export const orderPath = { ...shopPath, orderId: OrderId }

/** A shop, in an answer. */
export const ShopName = Schema.Struct({ platform: Schema.String, shopId: Schema.String }).annotate({
  identifier: "ShopName"
})
export interface ShopName extends Schema.Schema.Type<typeof ShopName> {}

/** Where a page ended, to be sent back as it came. */
export const Cursor = Schema.String.check(Schema.isMaxLength(160), Schema.isPattern(/^[0-9A-Za-z._-]+$/u)).annotate({
  description: "where the page before ended, as it said"
})

/** Unix milliseconds, in a request. */
export const Millis = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8_640_000_000_000_000 })).annotate({
  description: "Unix milliseconds"
})

/** Unix milliseconds, in an answer. */
export const Moment = Schema.Int.annotate({ description: "Unix milliseconds" })

/** A day of Asia/Shanghai: `2026-01-31`. */
export const Day = Schema.String.check(Schema.isMaxLength(10), Schema.isPattern(/^\d{4}-\d{2}-\d{2}$/u)).annotate({
  description: "a day of Asia/Shanghai, YYYY-MM-DD"
})

/** A whole number of minor units of the currency beside it; CNY: fen. */
export const Amount = Schema.Int.annotate({ description: "whole minor units of `currency`; CNY: fen" })

/** How many rows a page has at most; 50 if left out. */
export const Limit = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 200 })).annotate({
  description: "how many rows the page has at most; 50 if left out"
})

/** SHA-256 in hexadecimal. */
export const Fingerprint = Schema.String.check(Schema.isMaxLength(64), Schema.isPattern(/^[0-9a-f]{64}$/u))
