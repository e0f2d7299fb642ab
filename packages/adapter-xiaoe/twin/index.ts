/**
 * Xiaoe (小鹅通), simulated from its documents of the token, order detail and order list, 1.0 and 2.0, after-sales and
 * pushes, and from the canonical order. It shares no line with the adapter.
 */
import { type TwinDefinition, twinContract } from "@huidan/conformance"
import { shop, tokenOperation, tokenRules } from "./Auth.ts"
import { afterSaleDetail, afterSaleList, afterSaleParameter } from "./afterSales/Operation.ts"
import { withAfterSales } from "./afterSales/Refunds.ts"
import { detail10 } from "./detail10/Operation.ts"
import { answer as detail20Answer } from "./detail20/Answer.ts"
import { detail20 } from "./detail20/Operation.ts"
import { failure, refusalOf } from "./Errors.ts"
import { list10 } from "./list10/Operation.ts"
import { list20 } from "./list20/Operation.ts"
import { pushSecrets } from "./push/Message.ts"
import { push } from "./push/Push.ts"
import { limits } from "./shared/Limits.ts"
import { poisonsOf } from "./shared/Operation.ts"

export { unverifiedFailureCode } from "./Errors.ts"
export { type PushMessage, type PushSending, pushRequest, pushSecrets, pushXml } from "./push/Message.ts"
export { type Agreement, agreements, commonFields, commonFieldsOfDetails, isToldByAll } from "./shared/Agreements.ts"

const operations = {
  "order.detail@1.0": detail10,
  "order.list@1.0": list10,
  "order.detail@2.0": detail20,
  "order.list@2.0": list20,
  "after_sale.list": afterSaleList,
  "after_sale.detail": afterSaleDetail
}

const afterSalesToo = { "order.detail@2.0": withAfterSales(detail20Answer) }

/** Switches of the simulated platform. */
export interface XiaoeTwinOptions {
  /** `false`: the caller's address is not on the shop's list, and `GET /token` answers 2051. `true` unless given. */
  readonly ipAllowed?: boolean
}

/** The platform with its switches set. */
export const makeXiaoeTwin = ({ ipAllowed = true }: XiaoeTwinOptions = {}): TwinDefinition => ({
  contract: twinContract,
  platform: "xiaoe",
  limits,
  operations: { "token.get": tokenOperation(ipAllowed), ...operations },
  token: tokenRules,
  privateParameters: ["access_token", "secret_key"],
  quotaRefusal: refusalOf("2053"),
  misdirected: (pathIsKnown) => refusalOf(pathIsKnown ? "2055" : "2052"),
  errorAnswer: (code, message) => failure(code, message),
  poisons: poisonsOf(operations),
  finds: "list",
  shopOptions: (baseUrl) => ({
    options: { baseUrl, appId: shop.id, clientId: shop.clientId },
    secrets: { clientSecret: shop.clientSecret, ...pushSecrets }
  }),
  doors: [
    { name: "version 1.0", options: { api: "1.0" }, secrets: {} },
    { name: "after-sales", options: { afterSales: true }, secrets: {}, tells: afterSalesToo, sameLists: true },
    {
      name: "after-sale details",
      options: { afterSales: true, afterSaleParameter },
      secrets: {},
      tells: afterSalesToo,
      sameLists: true
    }
  ],
  push
})

/** The platform as it is. */
export const twin: TwinDefinition = makeXiaoeTwin()
