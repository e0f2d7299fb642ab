/** The access token of Wshoto's platform. */
import type { TwinCall, TwinReply } from "@huidan/conformance"
import { failure, unpublishedRefusal } from "./Errors.ts"

/** Invented, as everything in a twin. */
export const appid = "wshoto-twin-app"
export const appSecret = "wshoto-twin-app-secret"

/** Seconds. */
const lifetime = 7200

/** 有效期内重复获取返回相同结果: asked again while it lives, the platform answers the same token. */
export const token = { lifetime, again: "same", grace: 0 } as const

export const issueToken = (call: TwinCall): TwinReply => {
  if (call.query["appid"] !== appid || call.query["app_secret"] !== appSecret) {
    return call.refuse("credentials", failure(unpublishedRefusal, "appid or app_secret is wrong"))
  }
  const { token, issuedAt } = call.tokens.issue()
  const data = { access_token: token, expires_in: lifetime, create_at: Math.floor(issuedAt / 1000) }
  return call.reply({ code: 0, msg: "ok", data })
}
