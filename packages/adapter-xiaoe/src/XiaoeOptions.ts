import { clientOptionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"

/** Which order detail is read. Both list with list 1.0, until list 2.0 is here. */
export const XiaoeApi = Schema.Literals(["1.0", "2.0"])
export type XiaoeApi = typeof XiaoeApi.Type

/**
 * A shop of Xiaoe. `appId`, `clientId` and `clientSecret` come from the platform's console; decoding needs none of them.
 * Shops that had the API before 2019-12-09 may have no `clientId`.
 */
export const XiaoeOptions = Schema.Struct({
  appId: Schema.optionalKey(Schema.NonEmptyString),
  clientId: Schema.optionalKey(Schema.NonEmptyString),
  clientSecret: Schema.optionalKey(Schema.RedactedFromValue(Schema.NonEmptyString)),
  /** `2.0` unless given. */
  api: Schema.optionalKey(XiaoeApi),
  ...clientOptionFields
})
export interface XiaoeOptions extends Schema.Schema.Type<typeof XiaoeOptions> {}
