/** What trials consist of. */
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"

/** A whole number, both ends included. Trials shrink towards the lower end. */
export const between = (minimum: number, maximum: number): Arbitrary.Arbitrary<number> =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))

export const coin: Arbitrary.Arbitrary<boolean> = Arbitrary.schema(Schema.Boolean)

/** The seed of a trial's true orders, answers and faults. */
export const worldSeed: Arbitrary.Arbitrary<number> = between(0, 99_999)
