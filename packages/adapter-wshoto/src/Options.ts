import { optionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"

/** The options of one Wshoto shop. `appId` and `appSecret` come from the platform's console; decoding needs neither. */
export const WshotoOptions = Schema.Struct({
  appId: optionFields.text,
  appSecret: optionFields.secret,
  ...optionFields.client
})
export interface WshotoOptions extends Schema.Schema.Type<typeof WshotoOptions> {}
