/**
 * 抖店, simulated, with both its doors: the 蜂巢 gateway and the official platform.
 *
 * Callers find its orders by the list of 蜂巢, whose reply is an assumption.
 *
 * Made from the gateway's document of the order detail, its published SDKs, the official samples and the comments of
 * the official SDK. What none of them says is marked unverified at its place.
 */
import { type JsonNode, type TwinDefinition, type TwinDoor, type TwinEndpoint, twinContract } from "@huidan/conformance"
import { handleBatchDecrypt } from "./decryption/Operation.ts"
import { decryptionErrors, detailErrors, fengchaoErrors, listErrors, tokenErrors } from "./Errors.ts"
import { fengchaoDetail, fengchaoList } from "./fengchao/Answers.ts"
import {
  deepestRow as deepestFengchaoRow,
  fengchaoAccount,
  fengchaoCodes,
  fengchaoRefusal,
  handleDetail,
  handleList
} from "./fengchao/Operation.ts"
import { officialDetail, officialList } from "./official/Answers.ts"
import { deepestRow as deepestOfficialRow, handleOrderDetail, handleSearchList } from "./official/Operation.ts"
import { handleTokenCreate, handleTokenRefresh, tokenLifetime } from "./official/Tokens.ts"
import { limits } from "./order/Limits.ts"
import { poisons } from "./order/Poisons.ts"
import { pushSignedBy } from "./push/Push.ts"
import { officialAccount, officialRefusal } from "./shared/Official.ts"

/** The official platform's codes have five digits, and a sub-code behind a colon: `40003:isv.access-token-expired`. */
const refusalOf = (code: string, words: string): JsonNode => {
  const [number = "", ...subCode] = code.split(":")
  return number.length < 5
    ? fengchaoRefusal(Number(number), words)
    : officialRefusal({ code: Number(number), subCode: subCode.join(":"), words })
}

/** The twin counts no quota: neither door publishes one. */
const post = (path: string, handle: TwinEndpoint["handle"]): TwinEndpoint => ({
  method: "POST",
  path,
  quota: null,
  handle
})

const officialDoor = (name: string, options: TwinDoor["options"]): TwinDoor => ({
  name,
  options: { door: "official", appId: officialAccount.appKey, shopId: officialAccount.shopId, ...options },
  secrets: { appSecret: officialAccount.appSecret }
})

/** 抖店 (Doudian), simulated: 蜂巢 as the first door, the official platform as another. */
export const twin: TwinDefinition = {
  contract: twinContract,
  platform: "doudian",
  limits,
  operations: {
    "fengchao.trade.detail": {
      endpoint: post("/gateway/dd/trade/detail", handleDetail),
      answer: fengchaoDetail,
      errors: fengchaoErrors
    },
    "fengchao.trade.list": {
      endpoint: { ...post("/gateway/dd/trade/list", handleList), maxRows: deepestFengchaoRow },
      answer: fengchaoList,
      errors: fengchaoErrors
    },
    "order.orderDetail": {
      endpoint: post("/order/orderDetail", handleOrderDetail),
      answer: officialDetail,
      errors: detailErrors
    },
    "order.searchList": {
      endpoint: { ...post("/order/searchList", handleSearchList), maxRows: deepestOfficialRow },
      answer: officialList,
      errors: listErrors
    },
    "order.batchDecrypt": {
      endpoint: post("/order/batchDecrypt", handleBatchDecrypt),
      answer: null,
      errors: decryptionErrors
    },
    "token.create": {
      endpoint: post("/token/create", handleTokenCreate),
      answer: null,
      errors: tokenErrors
    },
    "token.refresh": {
      endpoint: post("/token/refresh", handleTokenRefresh),
      answer: null,
      errors: tokenErrors
    }
  },
  token: { lifetime: tokenLifetime, again: "same", grace: 0 },
  privateParameters: ["sign", "access_token", "code", "refresh_token"],
  quotaRefusal: { status: 200, body: fengchaoRefusal(fengchaoCodes.tooManyRequests, "请求过于频繁") },
  errorAnswer: refusalOf,
  poisons,
  finds: "list",
  shopOptions: (baseUrl) => ({
    options: { baseUrl, appId: fengchaoAccount.appId, sellerNick: fengchaoAccount.sellerNick },
    secrets: { appSecret: fengchaoAccount.appSecret }
  }),
  doors: [
    officialDoor("official", {}),
    {
      ...officialDoor("official, pushes by HMAC", { pushSign: "hmac-sha256" }),
      push: pushSignedBy("hmac-sha256"),
      pushesOnly: true
    }
  ],
  // MD5, which the platform uses unless it was set up otherwise.
  push: pushSignedBy("md5")
}

export { type Push, type PushSignature, probeMessage, pushMessage, signedBody, signedPush } from "./push/Message.ts"
