/** What trials consist of. */
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"

/** A whole number, both ends included. Trials shrink towards the lower end. */
export const between = (minimum: number, maximum: number): Arbitrary.Arbitrary<number> =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))

export const coin: Arbitrary.Arbitrary<boolean> = Arbitrary.schema(Schema.Boolean)

/** A whole number, 0 included, from which something is drawn. No seed is simpler than another, so trials try only 0 instead. */
export const seedBelow = (end: number): Arbitrary.Arbitrary<number> =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: end - 1 })), {
    shrink: (seed) => (seed === 0 ? [] : [0])
  })

/** The seed of a trial's true orders, answers and faults. */
export const worldSeed: Arbitrary.Arbitrary<number> = seedBelow(100_000)
