import { clientOptionFields, secretOption, textOption } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"

/** The options of one Wshoto shop. `appId` and `appSecret` come from the platform's console; decoding needs neither. */
export const WshotoOptions = Schema.Struct({
  appId: textOption,
  appSecret: secretOption,
  ...clientOptionFields
})
export interface WshotoOptions extends Schema.Schema.Type<typeof WshotoOptions> {}
