/** Field builders of the order schema: what is absent is `null` (lists: `[]`) and its key is present. */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

type Field = Schema.Top & Schema.WithoutConstructorDefault

/** May be absent: `null`. */
export const orNull = <S extends Field>(schema: S) =>
  Schema.NullOr(schema).pipe(Schema.withConstructorDefault(Effect.succeed(null)))

/** May be empty: `[]`. */
export const listOf = <S extends Schema.Top>(schema: S) =>
  Schema.Array(schema).pipe(Schema.withConstructorDefault(Effect.succeed([])))

const isBetweenInstants = Schema.makeIsBetween({ order: DateTime.Order })

/** An instant of the years 0000 to 9999, in JSON ISO 8601 UTC with milliseconds. */
export const Instant = Schema.DateTimeUtcFromString.pipe(
  Schema.annotateEncoded({ description: "ISO 8601, UTC, milliseconds", format: "date-time" })
)
  .check(
    isBetweenInstants({
      minimum: DateTime.makeUnsafe("0000-01-01T00:00:00.000Z"),
      maximum: DateTime.makeUnsafe("9999-12-31T23:59:59.999Z")
    })
  )
  .annotate({ identifier: "Instant" })
export type Instant = DateTime.Utc

export const Text = Schema.String
export const Count = Schema.Int
