import { clientOptionFields, listOptionFields, Push, secretOption, textOption } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"

/** The options of one Paper Boat shop. Key and secrets come from the platform's console; decoding needs none of them. */
export const PaperboatOptions = Schema.Struct({
  shopId: textOption,
  key: textOption,
  secret: secretOption,
  pushSecret: secretOption,
  /** The push secret before it, while it is exchanged. */
  previousPushSecret: secretOption,
  ...Push.optionFields,
  ...clientOptionFields,
  ...listOptionFields
})
export interface PaperboatOptions extends Schema.Schema.Type<typeof PaperboatOptions> {}
