/**
 * The official platform's tokens: an access token of 7 days, a refresh token of 14.
 *
 * From its SDKs: the grants, the lifetimes, an `expires_in` of seconds left as number or text. Unverified: that a code of
 * authorization and a refresh token are good once, and the codes of their refusals.
 */
import type { TwinCall, TwinReply } from "@huidan/conformance"
import { behindChecks, officialAccount, officialFailures, refuse } from "../shared/Official.ts"

/** Seconds. */
export const tokenLifetime = 7 * 86_400
const refreshLifetime = 14 * 86_400

/** `POST /token/create`, without an access_token: for the shop of a self-used app, or for a code of an authorization. */
export const handleTokenCreate = behindChecks((call, parameters) => {
  const itself =
    parameters["grant_type"] === "authorization_self" && String(parameters["shop_id"]) === officialAccount.shopId
  const authorized =
    parameters["grant_type"] === "authorization_code" &&
    parameters["code"] === officialAccount.authorizationCode &&
    !call.memory.has("used authorization code")
  if (!itself && !authorized) return refuse(call, officialFailures.wrongCode)
  if (authorized) call.memory.set("used authorization code", officialAccount.authorizationCode)
  return issue(call)
}, false)

/**
 * `POST /token/refresh`, without an access_token: gives the living token, or the next one, and another refresh token.
 * Unverified: a token that the platform made invalid comes back until its time has passed. For a shop that a code
 * authorized it does not, for nothing would help.
 */
export const handleTokenRefresh = behindChecks((call, parameters) => {
  const known = parameters["grant_type"] === "refresh_token" && parameters["refresh_token"] === refreshTokenOf(call)
  const killed = call.memory.has("used authorization code") ? null : call.tokens.lastKilled()
  return known ? issue(call, killed ?? call.tokens.issue()) : refuse(call, officialFailures.deadRefreshToken)
}, false)

const refreshTokenOf = ({ memory, now }: TwinCall): string | undefined =>
  now < Number(memory.get("refresh token dies at") ?? 0) ? memory.get("refresh token") : undefined

const issue = (call: TwinCall, { expiresIn, token } = call.tokens.issue()): TwinReply => {
  const refreshToken = `refresh-${call.dice.digits(24)}`
  call.memory.set("refresh token", refreshToken)
  call.memory.set("refresh token dies at", String(call.now + refreshLifetime * 1000))
  return call.reply({
    code: 10000,
    msg: "success",
    sub_code: "",
    sub_msg: "",
    data: {
      access_token: token,
      // Clients in the wild have seen both.
      expires_in: call.dice.chance(0.5) ? expiresIn : String(expiresIn),
      refresh_token: refreshToken,
      scope: "SCOPE",
      shop_id: call.dice.chance(0.5) ? Number(officialAccount.shopId) : officialAccount.shopId,
      shop_name: "汇单示例旗舰店"
    }
  })
}
