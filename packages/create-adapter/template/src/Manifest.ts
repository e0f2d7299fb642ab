/** The label on the door: what the 示例平台 adapter has, its limits, its error codes. */
import { type AdapterManifest, adapterContract, type OperationManifest } from "@huidan/core"

const document = "示例平台开放平台, 订单 API (imaginary)"

const quota = { requests: 10, seconds: 1, source: document, verified: false } as const

const day = 86_400

/** What the platform offers, one entry for each address. Mapping and client are typed by these names. */
export const operations = {
  token: {
    title: "Access token",
    answers: "token",
    use: "call",
    method: "POST",
    path: "/api/token",
    quota: null,
    paging: null,
    windowSeconds: null,
    document,
    unverified: []
  },
  "order.detail": {
    title: "One order by its number",
    answers: "order",
    use: "call",
    method: "POST",
    path: "/api/order/detail",
    quota,
    paging: null,
    windowSeconds: null,
    document,
    unverified: []
  },
  "order.list": {
    title: "Orders of a window, by creation or update time",
    answers: "orders",
    use: "call",
    method: "POST",
    path: "/api/order/list",
    quota,
    paging: { firstPage: 1, maxSize: 50, maxRows: null },
    windowSeconds: 30 * day,
    document,
    unverified: []
  }
} as const satisfies Readonly<Record<string, OperationManifest>>

export type ExampleOperation = keyof typeof operations

/** The operations whose answers hold orders: each needs its schema and its mapping, in ExampleOrder.ts. */
export type ExampleOrderOperation = {
  [Name in ExampleOperation]: (typeof operations)[Name]["answers"] extends "order" | "orders" ? Name : never
}[ExampleOperation]

export const manifest: AdapterManifest = {
  contract: adapterContract,
  platform: "example",
  name: { zh: "示例平台", en: "Example Platform" },
  package: "huidan-adapter-example",
  version: "0.1.0",
  capabilities: { getOrder: true, listOrders: { by: ["created", "updated"], states: false }, receivePush: false },
  operations,
  errors: [
    {
      code: "1001",
      subCode: null,
      reason: { _tag: "Authentication", kind: "credentials" },
      text: "app_secret is wrong"
    },
    { code: "1002", subCode: null, reason: { _tag: "Authentication", kind: "token" }, text: "access_token is dead" },
    { code: "1003", subCode: null, reason: { _tag: "RateLimited", retryAfter: null }, text: "too many requests" },
    {
      code: "1004",
      subCode: null,
      reason: { _tag: "InvalidRequest", detail: "a parameter is wrong" },
      text: "a parameter is wrong"
    },
    { code: "1005", subCode: null, reason: { _tag: "NotFound" }, text: "no such order" },
    { code: "9000", subCode: null, reason: { _tag: "PlatformUnavailable" }, text: "the system is busy" }
  ],
  secrets: ["appSecret"],
  shopOption: "appId"
}
