/** The shop, its token (`GET /token`), and the check of the token that every other request carries in its JSON body. */
import type { TokenRules, TwinCall, TwinOperation, TwinReply } from "@huidan/conformance"
import { isJsonObject, type Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import { errors, failureOf, refusalOf, type XiaoeCode } from "./Errors.ts"

/** Invented; its form is that of the documents' samples. */
export const shop = {
  id: "appHuidanTwin01",
  name: "汇单知识小店",
  clientId: "xopHuidanTwin01",
  clientSecret: "twin-secret-of-nobody"
} as const

/** 有效期目前为2小时; 重复获取将导致上次获取的 access_token 在5分钟之后失效, until then 新老 access_token 都可用. */
export const tokenRules: TokenRules = { lifetime: 7200, again: "new", grace: 300 }

/** 存储至少要保留512个字符空间: a long token, so that an adapter that cuts it fails. */
const padding = "x".repeat(400)
const prefix = `xe_${padding}_`

/** In the order in which a server would check them; the page has the same text for 2005 and 2006. */
const credentialChecks: ReadonlyArray<{
  readonly code: XiaoeCode
  readonly fails: (query: TwinCall["query"]) => boolean
}> = [
  { code: "2001", fails: (query) => isMissing(query["app_id"]) },
  { code: "2002", fails: (query) => query["app_id"] !== shop.id },
  // Merchants from before 2019-12-09 may leave the client out; the twin's shop is younger.
  { code: "2020", fails: (query) => query["client_id"] !== shop.clientId },
  { code: "2003", fails: (query) => isMissing(query["secret_key"]) },
  { code: "2004", fails: (query) => query["secret_key"] !== shop.clientSecret },
  { code: "2005", fails: (query) => isMissing(query["grant_type"]) },
  { code: "2006", fails: (query) => query["grant_type"] !== "client_credential" }
]

const isMissing = (value: string | undefined): boolean => value === undefined || value === ""

/**
 * The token operation; with `ipAllowed: false` the caller's address is not on the shop's list. 频率是10分钟100次.
 *
 * Parameters go into the query string. Official SDKs of other languages send a JSON body with GET, which `fetch`
 * refuses; the twin does not read one.
 */
export const tokenOperation = (ipAllowed: boolean): TwinOperation => ({
  endpoint: {
    method: "GET",
    path: "/token",
    quota: { requests: 100, seconds: 600, refusal: refusalOf("2053") },
    handle: (call) => Effect.sync(() => issue(call, ipAllowed))
  },
  answer: null,
  errors
})

const issue = (call: TwinCall, ipAllowed: boolean): TwinReply => {
  if (!ipAllowed) return call.refuse("permission", failureOf("2051"))
  const failed = credentialChecks.find((check) => check.fails(call.query))
  if (failed !== undefined) return call.refuse("credentials", failureOf(failed.code))
  const { expiresIn, token } = call.tokens.issue()
  return call.reply({ code: 0, msg: "success", data: { access_token: `${prefix}${token}`, expires_in: expiresIn } })
}

/** Answers a request with a living token; 2007 if the body has none (or is not JSON), 2008 for a dead one. */
export const withToken = (call: TwinCall, answer: (body: { readonly [key: string]: Json }) => TwinReply): TwinReply => {
  const body = isJsonObject(call.json) ? call.json : {}
  const token = body["access_token"]
  if (typeof token !== "string" || token === "") return call.refuse("token", failureOf("2007"))
  const alive = token.startsWith(prefix) && call.tokens.isAlive(token.slice(prefix.length))
  return alive ? answer(body) : call.refuse("token", failureOf("2008"))
}
