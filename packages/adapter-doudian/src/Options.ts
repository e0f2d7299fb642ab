import { optionFields } from "@huidan/adapter-kit"
import * as Schema from "effect/Schema"
import { manifest } from "./Manifest.ts"

/** Rows of a page that the official list gives at most; 蜂巢 publishes no number. */
const largestPage = manifest.operations["order.searchList"].paging.maxSize

const Count = Schema.Int.check(Schema.isGreaterThan(0))

/** Limits of the list, if they are not those of the manifest: 蜂巢 publishes none. */
export const ListLimits = Schema.Struct({
  /** Rows of a page. */
  pageSize: Schema.optionalKey(Count),
  /** The longest window that the platform answers, in seconds. */
  windowSeconds: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(59))),
  /** The deepest row that the platform pages to. */
  maxRows: Schema.optionalKey(Count)
})
export interface ListLimits extends Schema.Schema.Type<typeof ListLimits> {}

/** A shop of 抖店, reached through the 蜂巢 gateway or at the official platform. Decoding needs none of these options. */
export const DoudianOptions = Schema.Struct({
  /** `fengchao`, the gateway at open.fw199.com, unless `official`, the platform itself. */
  door: Schema.optionalKey(Schema.Literals(["fengchao", "official"])),
  /** The partner's appid at 蜂巢; the app_key at the official platform. */
  appId: optionFields.text,
  appSecret: optionFields.secret,
  /** The shop's account at the gateway, `oms…`: what 蜂巢 returns as `doudianseller` when the shop authorises. */
  sellerNick: optionFields.text,
  /** The shop's id at 抖店. The official door needs it; at 蜂巢 it is learnt from the first answer if it is left out. */
  shopId: optionFields.text,
  /** The official door: a code of the shop's authorization, good for ten minutes. Without it the app must be the shop's own. */
  authCode: optionFields.secret,
  /** The official door: how the platform signs its pushes, `md5` unless given. */
  pushSign: Schema.optionalKey(Schema.Literals(["md5", "hmac-sha256"])),
  /** The official door: the secret before `appSecret`, while it is exchanged: pushes that it signs are received too. */
  previousAppSecret: optionFields.secret,
  ...optionFields.pushes,
  listLimits: Schema.optionalKey(ListLimits),
  ...optionFields.client,
  ...optionFields.lists
}).check(
  Schema.makeFilter(({ door, listLimits }) =>
    door === "official" && (listLimits?.pageSize ?? 0) > largestPage
      ? { path: ["listLimits", "pageSize"], issue: `must be at most ${largestPage}, the platform's largest page` }
      : undefined
  )
)
export interface DoudianOptions extends Schema.Schema.Type<typeof DoudianOptions> {}
