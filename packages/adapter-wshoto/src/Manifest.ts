/** What the Wshoto (微盛) adapter can do, its limits and its error codes, as data. */
import { type AdapterManifest, adapterContract, fieldPatterns } from "@huidan/core"
import { errors } from "./Errors.ts"

const document = "open.wshoto.com, 获取订单详情 (2023-05-16)"

/** What every call needs: its token does. */
const needs = ["appId", "appSecret"] as const

const unpublishedQuota = {
  requests: 10,
  seconds: 1,
  source: "a default of this adapter, set by the option `quota`: the platform publishes none",
  verified: false
} as const

/** What the adapter of 微盛 (Wshoto) can do: operations, limits, error codes, and what is still unverified. */
export const manifest = {
  contract: adapterContract,
  platform: "wshoto",
  name: { zh: "微盛", en: "Wshoto" },
  package: "@huidan/adapter-wshoto",
  version: "0.0.0",
  capabilities: { getOrder: true, listOrders: null, receivePush: false },
  operations: {
    token: {
      title: "Access token",
      answers: "token",
      use: "call",
      needs,
      method: "GET",
      path: "/openapi/access_token",
      quota: unpublishedQuota,
      paging: null,
      windowSeconds: null,
      carries: [],
      document: "open.wshoto.com, access_token",
      unverified: []
    },
    "mall.order.detail": {
      title: "One mall order by its number",
      answers: "order",
      use: "call",
      needs,
      method: "POST",
      path: "/openapi/mall/order/detail",
      quota: unpublishedQuota,
      paging: null,
      windowSeconds: null,
      carries: fieldPatterns(`
        /kind /status/{trade,payment,fulfilment,afterSale,closeReason,closeNote,raw} /amounts/{goods,
        freight,discount,adjustment,payable,paid} /discounts/*/{kind,id,amount,points,bearer}
        /lines/*/{lineId,productId,skuId,externalProductId,externalSkuId,title,imageUrl,role,quantity,
        unitPrice,total,paid} /lines/*/specs/*/value /buyer/{id,name,phones,wechatOpenId}
        /recipient/{name,phone,country,province,city,district,areaCode,detail} /parties/*/{role,id}
        /delivery/method /delivery/shipments/*/{carrierName,trackingNumber,shippedAt}
        /delivery/pickup/{place,contactPhone,from,to,verified,verifiedPlace,verifiedAt,verifiedBy}
        /payment/{method,merchantOrderId,paidAt} /refunds/*/{status,reason} /commissions/*/{role,amount,
        rateBasisPoints} /notes/{buyer,seller} /times/{created,updated,paid,shipped,completed,closed}
        /references/*/{kind,value}
      `),
      document,
      unverified: [
        "The document states fen for commissions only; every other amount is read as fen, with a unit_inferred warning.",
        "`express_no` is called 快递编码 and may be the waybill number: it is given as trackingNumber.",
        "`pay_num` is WeChat Pay's merchant order number, so payment.method is wechat where it is set (inferred).",
        "The code for an order that does not exist is not published: it arrives as PlatformRejected."
      ]
    }
  },
  errors,
  secrets: ["appSecret"],
  shopOption: "appId"
} as const satisfies AdapterManifest
