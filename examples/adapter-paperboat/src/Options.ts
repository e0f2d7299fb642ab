import { optionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"
import { manifest } from "./Manifest.ts"

const { maxSize } = manifest.operations["order.list"].paging

/** The options of one Paper Boat shop. Key and secrets come from the platform's console; decoding needs none of them. */
export const PaperboatOptions = Schema.Struct({
  shopId: optionFields.text,
  key: optionFields.text,
  secret: optionFields.secret,
  pushSecret: optionFields.secret,
  /** The push secret before it, while it is exchanged. */
  previousPushSecret: optionFields.secret,
  ...optionFields.pushes,
  listLimits: Schema.optionalKey(
    Schema.Struct({
      /** Rows of a page of the list; as many as the platform answers unless given. */
      pageSize: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: maxSize })))
    })
  ),
  ...optionFields.client,
  ...optionFields.lists
})
export interface PaperboatOptions extends Schema.Schema.Type<typeof PaperboatOptions> {}
