import { clientOptionFields, listOptionFields, Push } from "@huidan/adapter-kit"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

/** Text that is not empty, redacted. */
const Secret = Schema.RedactedFromValue(Schema.String).check(
  Schema.makeFilter((secret) => Redacted.value(secret) !== "", { expected: "text that is not empty" })
)

/** The options of one Paper Boat shop. Key and secrets come from the platform's console; decoding needs none of them. */
export const PaperboatOptions = Schema.Struct({
  shopId: Schema.optionalKey(Schema.NonEmptyString),
  key: Schema.optionalKey(Schema.NonEmptyString),
  secret: Schema.optionalKey(Secret),
  pushSecret: Schema.optionalKey(Secret),
  /** The push secret before it, while it is exchanged. */
  previousPushSecret: Schema.optionalKey(Secret),
  ...Push.optionFields,
  ...clientOptionFields,
  ...listOptionFields
})
export interface PaperboatOptions extends Schema.Schema.Type<typeof PaperboatOptions> {}
