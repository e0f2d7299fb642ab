import { clientOptionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"

/** A shop of 抖店, reached through the 蜂巢 gateway. Decoding needs none of it. */
export const DoudianOptions = Schema.Struct({
  /** Which door of the platform: `fengchao`, the gateway at open.fw199.com. */
  door: Schema.optionalKey(Schema.Literals(["fengchao"])),
  /** The partner's appid. */
  appId: Schema.optionalKey(Schema.NonEmptyString),
  appSecret: Schema.optionalKey(Schema.RedactedFromValue(Schema.NonEmptyString)),
  /** The shop's account at the gateway, `oms…`: what 蜂巢 returns as `doudianseller` when the shop authorises. */
  sellerNick: Schema.optionalKey(Schema.NonEmptyString),
  /** The shop's id at 抖店; without it, it is learnt from the first answer. */
  shopId: Schema.optionalKey(Schema.NonEmptyString),
  ...clientOptionFields
})
export interface DoudianOptions extends Schema.Schema.Type<typeof DoudianOptions> {}
