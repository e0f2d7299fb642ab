/** Schema fields that may be left out when a value is made: the key is always present in the value itself. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

type Field = Schema.Top & Schema.WithoutConstructorDefault

/** `null` if left out. */
export const orNull = <S extends Field>(schema: S) =>
  Schema.NullOr(schema).pipe(Schema.withConstructorDefault(Effect.succeed(null)))

/** `[]` if left out. */
export const listOf = <S extends Schema.Top>(schema: S) =>
  Schema.Array(schema).pipe(Schema.withConstructorDefault(Effect.succeed([])))

/** `value` if left out. */
export const orDefault = <S extends Field>(schema: S, value: S["~type.make.in"]) =>
  schema.pipe(Schema.withConstructorDefault(Effect.succeed(value)))
