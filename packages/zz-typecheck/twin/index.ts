/** Wshoto's open platform (open.wshoto.com), simulated from its documents: the order detail of the mall, and its token. */
import { type TwinDefinition, twinContract } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { appid, appSecret, issueToken, token } from "./Auth.ts"
import { errors, failure, unpublishedRefusal } from "./Errors.ts"
import { limits } from "./mallOrderDetail/Limits.ts"
import { mallOrderDetail } from "./mallOrderDetail/Operation.ts"

/** 微盛 (Wshoto), simulated from its documents. */
export const twin: TwinDefinition = {
  contract: twinContract,
  platform: "wshoto",
  limits,
  operations: {
    "mall.order.detail": mallOrderDetail,
    access_token: {
      endpoint: {
        method: "GET",
        path: "/openapi/access_token",
        quota: null,
        handle: (call) => Effect.sync(() => issueToken(call))
      },
      answer: null,
      errors
    }
  },
  token,
  privateParameters: ["access_token", "app_secret"],
  quotaRefusal: { status: 200, body: failure(unpublishedRefusal, "too many requests") },
  errorAnswer: (code, message) => failure(Number(code), message),
  poisons: [],
  finds: "number",
  shopOptions: (baseUrl) => ({ options: { baseUrl, appId: appid }, secrets: { appSecret } })
}
