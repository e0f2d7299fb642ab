import { clientOptionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"

/** The options of one Paper Boat shop. Key and secrets come from the platform's console; decoding needs none of them. */
export const PaperboatOptions = Schema.Struct({
  shopId: Schema.optionalKey(Schema.NonEmptyString),
  key: Schema.optionalKey(Schema.NonEmptyString),
  secret: Schema.optionalKey(Schema.RedactedFromValue(Schema.NonEmptyString)),
  pushSecret: Schema.optionalKey(Schema.RedactedFromValue(Schema.NonEmptyString)),
  ...clientOptionFields
})
export interface PaperboatOptions extends Schema.Schema.Type<typeof PaperboatOptions> {}
