/**
 * Xiaoe (小鹅通), simulated: made from its documents of the token, order detail and order list, 1.0 and 2.0, after-sales
 * and pushes, and from the canonical order. It shares no line with the adapter.
 */
import { type TwinDefinition, twinContract } from "@huidan/conformance"
import { tokenEndpoint, tokenRules } from "./Auth.ts"
import { afterSaleDetailEndpoint, afterSaleParameter } from "./afterSales/Detail.ts"
import { afterSaleListEndpoint } from "./afterSales/List.ts"
import { detail20WithAfterSales } from "./afterSales/Refunds.ts"
import { detail10 } from "./detail10/Answer.ts"
import { detail20 } from "./detail20/Answer.ts"
import { errors, failure, refusalOf } from "./Errors.ts"
import { list10 } from "./list10/Answer.ts"
import { detail10Endpoint, detail20Endpoint, list10Endpoint } from "./list10/Endpoint.ts"
import { list20 } from "./list20/Answer.ts"
import { list20Endpoint } from "./list20/Endpoint.ts"
import { poisons } from "./poisons.ts"
import { pushSecrets } from "./push/Message.ts"
import { push } from "./push/Push.ts"
import { limits, shop } from "./shared/Limits.ts"

export { unverifiedFailureCode } from "./Errors.ts"
export { type PushMessage, type PushSending, pushRequest, pushSecrets, pushXml } from "./push/Message.ts"
export { type Agreement, agreements, commonFields, commonFieldsOfDetails, isToldByAll } from "./shared/Agreements.ts"

export interface XiaoeTwinOptions {
  /** `false`: the caller's address is not on the shop's list, and `GET /token` answers 2051. `true` where left out. */
  readonly ipAllowed?: boolean
}

/** The platform with one of its switches set; `twin` is the one with none. */
export const makeXiaoeTwin = ({ ipAllowed = true }: XiaoeTwinOptions = {}): TwinDefinition => ({
  contract: twinContract,
  platform: "xiaoe",
  limits,
  operations: {
    "token.get": { endpoint: tokenEndpoint(ipAllowed), answer: null, errors },
    "order.detail@1.0": { endpoint: detail10Endpoint, answer: detail10, errors },
    "order.list@1.0": { endpoint: list10Endpoint, answer: list10, errors },
    "order.detail@2.0": { endpoint: detail20Endpoint, answer: detail20, errors },
    "order.list@2.0": { endpoint: list20Endpoint, answer: list20, errors },
    "after_sale.list": { endpoint: afterSaleListEndpoint, answer: null, errors },
    "after_sale.detail": { endpoint: afterSaleDetailEndpoint, answer: null, errors }
  },
  token: tokenRules,
  privateParameters: ["access_token", "secret_key"],
  quotaRefusal: refusalOf("2053"),
  misdirected: (pathIsKnown) => refusalOf(pathIsKnown ? "2055" : "2052"),
  errorAnswer: (code, message) => failure(code, message),
  poisons,
  finds: "list",
  shopOptions: (baseUrl) => ({
    options: { baseUrl, appId: shop.id, clientId: shop.clientId },
    secrets: { clientSecret: shop.clientSecret, ...pushSecrets }
  }),
  doors: [
    { name: "version 1.0", options: { api: "1.0" }, secrets: {} },
    {
      name: "after-sales",
      options: { afterSales: true },
      secrets: {},
      tells: { "order.detail@2.0": detail20WithAfterSales }
    },
    {
      name: "after-sale details",
      options: { afterSales: true, afterSaleParameter },
      secrets: {},
      tells: { "order.detail@2.0": detail20WithAfterSales }
    }
  ],
  push
})

export const twin: TwinDefinition = makeXiaoeTwin()
