import { optionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"
import { manifest } from "./Manifest.ts"

/** Which order detail and which order list are read; list 1.0 filters by creation time only. */
export const XiaoeApi = Schema.Literals(["1.0", "2.0"])
export type XiaoeApi = typeof XiaoeApi.Type

const { operations } = manifest

/** Rows of a page that the list of each version gives at most. */
const largestPage = {
  "1.0": operations["order.list@1.0"].paging.maxSize,
  "2.0": operations["order.list@2.0"].paging.maxSize
} as const

/** What the value of an HTTP header can be: printable ASCII, spaces only within. */
const isHeaderValue = (text: string): boolean => /^[\x21-\x7e]+(?: +[\x21-\x7e]+)*$/.test(text)

const PushAcknowledgement = Schema.Struct({
  status: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 200, maximum: 299 }))),
  body: Schema.optionalKey(Schema.String),
  contentType: Schema.optionalKey(
    Schema.String.check(Schema.makeFilter(isHeaderValue, { expected: "the value of a header, in printable ASCII" }))
  )
})

/**
 * A shop of Xiaoe. `appId`, `clientId` and `clientSecret` come from the platform's console; decoding needs none of them.
 * Shops that had the API before 2019-12-09 may have no `clientId`.
 */
export const XiaoeOptions = Schema.Struct({
  /** The shop's id (店铺的业务id). */
  appId: optionFields.text,
  /** The application's id. */
  clientId: optionFields.text,
  /** The application's secret. */
  clientSecret: optionFields.secret,
  /** `2.0` unless given. */
  api: Schema.optionalKey(XiaoeApi),
  /** Whether `getOrder` also reads the order's after-sales, with one more request; `false` unless given. Needs api 2.0. */
  afterSales: Schema.optionalKey(Schema.Boolean),
  /**
   * The name of the parameter by which `after_sale.detail` takes an after-sale's number. It is not published. With it, and
   * with `afterSales`, `getOrder` also reads the detail of each after-sale, with one request each.
   */
  afterSaleParameter: optionFields.text,
  /** The message token (消息推送 Token) of the platform's console: it signs pushes. */
  pushToken: optionFields.secret,
  /** The decrypt key beside it, 43 characters. */
  pushKey: optionFields.secret,
  /** The message token before it, while both are exchanged: pushes that it signs are received too. */
  previousPushToken: optionFields.secret,
  /** The decrypt key beside the message token before it. */
  previousPushKey: optionFields.secret,
  /** Seconds by which a push's time may differ from the platform's now; 300 unless given. */
  pushWindow: Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThan(0))),
  /** The answer to a push: status 200 and `success` as plain text unless given. What the platform expects is not published. */
  pushAcknowledgement: Schema.optionalKey(PushAcknowledgement),
  listLimits: Schema.optionalKey(
    Schema.Struct({
      /** Rows of a page of the list: 100 unless given, the most that list 2.0 answers; 50 with api 1.0. */
      pageSize: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0)))
    })
  ),
  ...optionFields.pushes,
  ...optionFields.client,
  ...optionFields.lists
}).check(
  Schema.makeFilter(({ api = "2.0", listLimits }) =>
    (listLimits?.pageSize ?? 0) > largestPage[api]
      ? { path: ["listLimits", "pageSize"], issue: `must be at most ${largestPage[api]}, the platform's largest page` }
      : undefined
  ),
  Schema.makeFilter(({ afterSales, api }) =>
    afterSales === true && api === "1.0"
      ? { path: ["afterSales"], issue: 'needs `api: "2.0"`: refunds of version 1.0 have no number' }
      : undefined
  ),
  Schema.makeFilter(({ afterSaleParameter, afterSales }) =>
    afterSaleParameter !== undefined && afterSales !== true
      ? { path: ["afterSaleParameter"], issue: "needs `afterSales: true`: the list names the after-sales of an order" }
      : undefined
  ),
  Schema.makeFilter(({ previousPushKey, previousPushToken }) =>
    (previousPushKey === undefined) === (previousPushToken === undefined)
      ? undefined
      : {
          path: [previousPushKey === undefined ? "previousPushKey" : "previousPushToken"],
          issue: "is missing: `previousPushToken` and `previousPushKey` go together"
        }
  )
)
export interface XiaoeOptions extends Schema.Schema.Type<typeof XiaoeOptions> {}
