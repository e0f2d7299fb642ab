import { clientOptionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"

/** Which order detail and which order list are read; list 1.0 knows no update times. */
export const XiaoeApi = Schema.Literals(["1.0", "2.0"])
export type XiaoeApi = typeof XiaoeApi.Type

const PushAcknowledgement = Schema.Struct({
  status: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 200, maximum: 299 }))),
  body: Schema.optionalKey(Schema.String),
  contentType: Schema.optionalKey(Schema.NonEmptyString)
})

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
  /** Whether `getOrder` asks for the order's after-sales too, one request more; `false` unless given, and 2.0 only. */
  afterSales: Schema.optionalKey(Schema.Boolean),
  /**
   * What `after_sale.detail` calls the number of the after-sale that it is asked for: published nowhere. With it, and with
   * `afterSales`, `getOrder` asks for each after-sale's detail too, one request each; without it that is never called.
   */
  afterSaleParameter: Schema.optionalKey(Schema.NonEmptyString),
  /** The message token (消息推送 Token) of the platform's console: it signs pushes. */
  pushToken: Schema.optionalKey(Schema.RedactedFromValue(Schema.NonEmptyString)),
  /** The decrypt key beside it, 43 characters: it opens pushes. */
  pushKey: Schema.optionalKey(Schema.RedactedFromValue(Schema.NonEmptyString)),
  /** Seconds by which a push's time may differ from ours; 300 unless given. */
  pushWindow: Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThan(0))),
  /** What the platform hears back: status 200 and `success` as plain text unless given, for nothing is published. */
  pushAcknowledgement: Schema.optionalKey(PushAcknowledgement),
  ...clientOptionFields
})
export interface XiaoeOptions extends Schema.Schema.Type<typeof XiaoeOptions> {}
