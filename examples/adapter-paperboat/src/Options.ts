import { optionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"

/** The options of one Paper Boat shop. Key and secrets come from the platform's console; decoding needs none of them. */
export const PaperboatOptions = Schema.Struct({
  shopId: optionFields.text,
  key: optionFields.text,
  secret: optionFields.secret,
  pushSecret: optionFields.secret,
  /** The push secret before it, while it is exchanged. */
  previousPushSecret: optionFields.secret,
  ...optionFields.pushes,
  ...optionFields.client,
  ...optionFields.lists
})
export interface PaperboatOptions extends Schema.Schema.Type<typeof PaperboatOptions> {}
