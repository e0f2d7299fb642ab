/** The access token of 示例平台. */
import type { TwinCall, TwinReply } from "@huidan/conformance"
import { isJsonObject, type Json } from "@huidan/core"
import { failure, success } from "./Errors.ts"

/** Invented, as everything in a twin. */
export const appId = "example-twin-app"
export const appSecret = "example-twin-secret"

/** Every request for a token gives a new one; the one before is valid for 300 more seconds. */
export const token = { lifetime: 7200, again: "new", grace: 300 } as const

export const parameter = (call: TwinCall, name: string): Json =>
  isJsonObject(call.json) ? (call.json[name] ?? null) : null

export const issueToken = (call: TwinCall): TwinReply => {
  if (parameter(call, "app_id") !== appId || parameter(call, "app_secret") !== appSecret) {
    return call.refuse("credentials", failure(1001, "app_secret is wrong"))
  }
  const { expiresIn, token } = call.tokens.issue()
  return call.reply(success({ access_token: token, expires_in: expiresIn }))
}

/** Every other request needs a token that is valid. */
export const withToken = (call: TwinCall, answer: (call: TwinCall) => TwinReply): TwinReply =>
  call.tokens.isAlive(String(parameter(call, "access_token")))
    ? answer(call)
    : call.refuse("token", failure(1002, "access_token is dead"))
