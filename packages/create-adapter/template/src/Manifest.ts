/** What the 示例平台 adapter can do, its limits and its error codes, as data. */
import { type AdapterManifest, adapterContract, fieldPatterns } from "@huidan/core"
import { errors } from "./Errors.ts"

const document = "示例平台开放平台, 订单 API (imaginary)"

const quota = { requests: 10, seconds: 1, source: document, verified: false } as const

/** What every call needs: its token does. */
const needs = ["appId", "appSecret"] as const

const day = 86_400

export const manifest = {
  contract: adapterContract,
  platform: "example",
  name: { zh: "示例平台", en: "Example Platform" },
  package: "huidan-adapter-example",
  version: "0.1.0",
  capabilities: { getOrder: true, listOrders: { by: ["created", "updated"], states: false }, receivePush: false },
  operations: {
    token: {
      title: "Access token",
      answers: "token",
      use: "call",
      needs,
      method: "POST",
      path: "/api/token",
      quota: null,
      paging: null,
      windowSeconds: null,
      carries: [],
      document,
      unverified: []
    },
    "order.detail": {
      title: "One order by its number",
      answers: "order",
      use: "call",
      needs,
      method: "POST",
      path: "/api/order/detail",
      quota,
      paging: null,
      windowSeconds: null,
      carries: fieldPatterns(`
        /kind /status/{trade,payment,fulfilment,closeReason,raw} /amounts/{goods,freight,discount,payable,paid}
        /lines/*/{lineId,skuId,title,quantity,unitPrice,total} /recipient/{name,phone,province,city,district,detail}
        /notes/buyer /times/{created,updated,paid}
      `),
      document,
      unverified: []
    },
    "order.list": {
      title: "Orders of a window, by creation or update time",
      answers: "orders",
      use: "call",
      needs,
      method: "POST",
      path: "/api/order/list",
      quota,
      paging: { firstPage: 1, maxSize: 50, maxRows: null, settleSeconds: 60, overlapSeconds: 0 },
      windowSeconds: 30 * day,
      carries: fieldPatterns(`
        /kind /status/{trade,payment,fulfilment,closeReason,raw} /amounts/{goods,freight,discount,payable,paid}
        /lines/*/{lineId,skuId,title,quantity,unitPrice,total} /recipient/{name,phone,province,city,district,detail}
        /notes/buyer /times/{created,updated,paid}
      `),
      document,
      unverified: []
    }
  },
  errors,
  secrets: ["appSecret"],
  shopOption: "appId"
} as const satisfies AdapterManifest
