import { optionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"
import { manifest } from "./Manifest.ts"

const maxSize = manifest.operations["order.list"].paging?.maxSize ?? 1

/** The options of one shop of 示例平台. `appId` and `appSecret` come from the platform's console; decoding needs neither. */
export const ExampleOptions = Schema.Struct({
  appId: optionFields.text,
  appSecret: optionFields.secret,
  listLimits: Schema.optionalKey(
    Schema.Struct({
      /** Rows of a page of the list; as many as the platform answers unless given. */
      pageSize: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: maxSize })))
    })
  ),
  ...optionFields.client,
  ...optionFields.lists
})
export interface ExampleOptions extends Schema.Schema.Type<typeof ExampleOptions> {}
