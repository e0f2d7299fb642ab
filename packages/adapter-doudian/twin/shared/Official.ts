/** The official platform's rules for every request, and the codes of its error table. */
import type { JsonNode, RefusalOutcome, TwinCall, TwinReply } from "@huidan/conformance"
import { isJsonObject, type Json, parseWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { officialSign, sortedJson } from "../Auth.ts"

/** The one app and shop that the twin knows. */
export const officialAccount = {
  appKey: "7240601000000000001",
  appSecret: "doudian-twin-secret",
  authorizationCode: "doudian-twin-code",
  shopId: "20240601"
} as const

const clockTolerance = 600

interface Failure {
  readonly outcome: RefusalOutcome
  readonly code: number
  /** May end in a number of its own behind a colon. */
  readonly subCode: string
  readonly words: string
}

const failure = (outcome: RefusalOutcome, code: number, subCode: string, words: string): Failure => ({
  outcome,
  code,
  subCode,
  words
})

/** `unknownApp` and `wrongMethod` are unverified; the others are in public lists of the platform's codes. */
export const officialFailures = {
  missingPublic: failure("invalid", 40001, "isv.missing-parameter", "缺少公共参数"),
  missing: failure("invalid", 40002, "isv.missing-parameter:20000", "缺少必填参数"),
  unknownApp: failure("credentials", 40003, "isv.app-key-invalid", "app_key错误"),
  wrongMethod: failure("invalid", 40004, "isv.parameter-invalid", "method错误"),
  staleTimestamp: failure("clock", 40003, "isv.timestamp-invalid", "timestamp过期"),
  wrongSign: failure("signature", 40003, "isv.signature-invalid", "签名错误"),
  deadToken: failure("token", 40003, "isv.access-token-expired", "access_token已过期"),
  largeBatch: failure("invalid", 40004, "isv.parameter-invalid:20030", "cipher_infos最多50条"),
  deadRefreshToken: failure("credentials", 50001, "dop.token-generate-failed:2", "refresh_token已失效"),
  wrongCode: failure("credentials", 50001, "dop.token-generate-failed:1", "code已失效"),
  noSuchOrder: failure("not-found", 40004, "isv.parameter-invalid:20014", "订单不存在"),
  longWindow: failure("invalid", 40004, "isv.parameter-invalid:20022", "时间范围最多90天"),
  tooDeep: failure("invalid", 40004, "isv.parameter-invalid:20013", "翻页查询最多支持查询到5万"),
  manyCombinations: failure("invalid", 40004, "isv.parameter-invalid:20012", "combine_status只支持一个"),
  noStart: failure("invalid", 40004, "isv.parameter-invalid:20011", "创建或更新开始时间必传一个"),
  largePage: failure("invalid", 40004, "isv.parameter-invalid:20008", "size最大100"),
  negativePage: failure("invalid", 40004, "isv.parameter-invalid:10035", "page不能小于0")
} as const

export const officialRefusal = ({ code, subCode, words }: Omit<Failure, "outcome">): JsonNode => ({
  code,
  msg: words,
  sub_code: subCode,
  sub_msg: words,
  log_id: ""
})

export const refuse = (call: TwinCall, because: Failure): TwinReply =>
  call.refuse(because.outcome, officialRefusal(because))

/** Unix seconds, or wall time of Beijing; milliseconds since 1970, `NaN` if it is neither. */
const instantOf = (timestamp: string): number => {
  if (/^\d{10}$/.test(timestamp)) return Number(timestamp) * 1000
  const wallTime = Result.getOrElse(parseWallTime(timestamp), () => null)
  return wallTime === null ? Number.NaN : DateTime.toEpochMillis(wallTime)
}

type Parameters = { readonly [key: string]: Json }

const check = (
  { query, json, now, tokens, operation }: TwinCall,
  parameters: Parameters | null,
  withToken: boolean
): Effect.Effect<Failure | null> =>
  Effect.gen(function* () {
    const { app_key = "", method = "", timestamp = "", v = "2", sign = "", sign_method = "md5" } = query
    if (app_key === "" || method === "" || timestamp === "" || sign === "") return officialFailures.missingPublic
    if (app_key !== officialAccount.appKey) return officialFailures.unknownApp
    if (method !== operation || parameters === null) return officialFailures.wrongMethod
    if (!(Math.abs(instantOf(timestamp) - now) <= clockTolerance * 1000)) return officialFailures.staleTimestamp
    const wanted = yield* officialSign(
      { app_key, method, param_json: sortedJson(json), timestamp, v },
      officialAccount.appSecret,
      sign_method === "hmac-sha256" ? "hmac-sha256" : "md5"
    )
    if (sign !== wanted) return officialFailures.wrongSign
    return withToken && !tokens.isAlive(query["access_token"] ?? "") ? officialFailures.deadToken : null
  })

export const behindChecks =
  (answer: (call: TwinCall, parameters: Parameters) => TwinReply, withToken = true) =>
  (call: TwinCall): Effect.Effect<TwinReply> => {
    const parameters = isJsonObject(call.json) ? call.json : null
    return Effect.map(check(call, parameters, withToken), (because) =>
      because === null ? answer(call, parameters ?? {}) : refuse(call, because)
    )
  }
