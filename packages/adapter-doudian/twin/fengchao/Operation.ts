/** The 蜂巢 gateway's rules: who may ask, and what for. Its codes and limits are not published: these are our own. */
import type { JsonNode, TwinCall, TwinReply } from "@huidan/conformance"
import { isJsonArray, type Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { fengchaoSign } from "../Auth.ts"
import { boundsOf } from "../shared/Bounds.ts"
import { matchesStatuses, statusesOf } from "../shared/CombineStatus.ts"

/** The one partner and shop that the twin knows. */
export const fengchaoAccount = {
  appId: "1001",
  appSecret: "doudian-twin-secret",
  sellerNick: "oms20240601"
} as const

/** Unverified: the document only says that a code other than 0 is a failure. */
export const fengchaoCodes = {
  missingParameter: 1001,
  invalidParameter: 1002,
  unknownApp: 1003,
  wrongSign: 1004,
  staleTimestamp: 1005,
  sellerNotGranted: 1006,
  noSuchOrder: 1007,
  tooManyRequests: 1008
} as const

/** Unverified: the official platform allows ten minutes. */
const clockTolerance = 600

/** Unverified: the official list's limits. */
const longestWindow = 90 * 86_400
export const deepestRow = 50_000
const largestPage = 100

export const fengchaoRefusal = (code: number, message: string): JsonNode => ({
  code,
  message,
  data: null,
  trace_id: ""
})

type Refuse = TwinReply | null

const missing = (call: TwinCall, names: ReadonlyArray<string>): Refuse => {
  const absent = names.find((name) => (call.form[name] ?? "") === "")
  return absent === undefined
    ? null
    : call.refuse("invalid", fengchaoRefusal(fengchaoCodes.missingParameter, `缺少参数:${absent}`))
}

const invalid = (call: TwinCall, what: string): TwinReply =>
  call.refuse("invalid", fengchaoRefusal(fengchaoCodes.invalidParameter, `参数错误:${what}`))

const wholeNumber = /^\d{1,15}$/

/** `null` if the public parameters are in order. */
const checkPublicParameters = (call: TwinCall): Effect.Effect<Refuse> =>
  Effect.gen(function* () {
    const { form } = call
    const incomplete = missing(call, ["appid", "timestamp", "seller_nick", "sign"])
    if (incomplete !== null) return incomplete
    if (form["appid"] !== fengchaoAccount.appId) {
      return call.refuse("credentials", fengchaoRefusal(fengchaoCodes.unknownApp, "appid不存在"))
    }
    const timestamp = form["timestamp"] ?? ""
    if (!wholeNumber.test(timestamp) || Math.abs(Number(timestamp) - call.now / 1000) > clockTolerance) {
      return call.refuse("clock", fengchaoRefusal(fengchaoCodes.staleTimestamp, "timestamp已过期"))
    }
    if (form["sign"] !== (yield* fengchaoSign(form, fengchaoAccount.appSecret))) {
      return call.refuse("signature", fengchaoRefusal(fengchaoCodes.wrongSign, "签名错误"))
    }
    if (form["seller_nick"] !== fengchaoAccount.sellerNick) {
      return call.refuse("permission", fengchaoRefusal(fengchaoCodes.sellerNotGranted, "店铺未授权"))
    }
    return null
  })

const behindChecks =
  (answer: (call: TwinCall) => TwinReply) =>
  (call: TwinCall): Effect.Effect<TwinReply> =>
    Effect.map(checkPublicParameters(call), (refused) => refused ?? answer(call))

/** `POST /gateway/dd/trade/detail`. */
export const handleDetail = behindChecks((call) => {
  const incomplete = missing(call, ["shop_order_id"])
  if (incomplete !== null) return incomplete
  const order = call.find(call.form["shop_order_id"] ?? "")
  return order === undefined
    ? call.refuse("not-found", fengchaoRefusal(fengchaoCodes.noSuchOrder, "订单不存在"))
    : call.serve([order])
})

/** `POST /gateway/dd/trade/list`: by creation time, newest first as on the official list. */
export const handleList = behindChecks((call) => {
  const incomplete = missing(call, ["create_time_start", "create_time_end", "page", "size"])
  if (incomplete !== null) return incomplete
  const [since, until, page, size] = ["create_time_start", "create_time_end", "page", "size"].map((name) => {
    const value = call.form[name] ?? ""
    return wholeNumber.test(value) ? Number(value) : Number.NaN
  }) as [number, number, number, number]
  if ([since, until, page, size].some(Number.isNaN)) return invalid(call, "应为数字")
  if (until < since || until - since > longestWindow) return invalid(call, "时间范围最多90天")
  if (size < 1 || size > largestPage) return invalid(call, "size")
  if ((page + 1) * size > deepestRow) return invalid(call, "最多查询50000条")
  const combinations = combinationsIn(call.form["combine_status"] ?? "")
  const wanted = combinations === undefined ? undefined : statusesOf(combinations)
  if (wanted === undefined) return invalid(call, "combine_status")
  const { orders, total } = call.select({
    by: "created",
    ...boundsOf(call, since, until),
    newestFirst: true,
    firstPage: 0,
    page,
    size,
    ...(wanted === null ? {} : { where: matchesStatuses(wanted) })
  })
  return call.serve(orders, { page, size, total })
})

/** JSON text; `undefined` if it is not JSON, or not a list. */
const combinationsIn = (combineStatus: string): ReadonlyArray<Json> | undefined => {
  if (combineStatus === "") return []
  const parsed = Result.getOrElse(
    Result.try(() => JSON.parse(combineStatus) as Json),
    () => null
  )
  return parsed !== null && isJsonArray(parsed) ? parsed : undefined
}
