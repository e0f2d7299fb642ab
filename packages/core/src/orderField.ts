/** Scalar fields of the order schema. */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"

const isBetweenInstants = Schema.makeIsBetween({ order: DateTime.Order })

/** An instant in the years 0000 to 9999. In JSON: ISO 8601, UTC, with milliseconds. */
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
/** An instant in memory, always UTC. */
export type Instant = DateTime.Utc

/** Text that is not private. */
export const Text = Schema.String

/** A whole number that is not an amount of money: a quantity, a number of points, basis points. */
export const Count = Schema.Int
