import { optionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"

/** The options of one shop of 示例平台. `appId` and `appSecret` come from the platform's console; decoding needs neither. */
export const ExampleOptions = Schema.Struct({
  appId: optionFields.text,
  appSecret: optionFields.secret,
  ...optionFields.client,
  ...optionFields.lists
})
export interface ExampleOptions extends Schema.Schema.Type<typeof ExampleOptions> {}
