/** Paper Boat's open platform, simulated from PLATFORM.md alone. */
import { removeAt, setAt, type TwinDefinition, type TwinError, twinContract } from "@huidan/conformance"
import { encodeDetail, encodeRow } from "./orderDetail/Order.ts"
import { detailCarries, limits, restate, rowCarries, shopId } from "./shared/Limits.ts"
import { push, pushSecret } from "./push/Push.ts"
import { answerOrder, answerOrders, key, refusal, secret } from "./Auth.ts"

/** 2 */
const errors: ReadonlyArray<TwinError> = [
  { code: "key_unknown", reason: "Authentication(credentials)" },
  { code: "sign_wrong", reason: "Authentication(signature)" },
  { code: "clock_off", reason: "Authentication(clock)" },
  { code: "nonce_used", reason: "InvalidRequest" },
  { code: "shop_not_granted", reason: "PermissionDenied" },
  { code: "address_not_listed", reason: "IpNotAllowed" },
  { code: "parameter_wrong", reason: "InvalidRequest" },
  { code: "window_too_long", reason: "InvalidRequest" },
  { code: "mark_wrong", reason: "InvalidRequest" },
  { code: "order_unknown", reason: "NotFound" },
  { code: "too_fast", reason: "RateLimited" },
  { code: "day_used_up", reason: "QuotaExhausted" },
  { code: "busy", reason: "PlatformUnavailable" }
]

export const twin: TwinDefinition = {
  contract: twinContract,
  platform: "paperboat",
  limits,
  operations: {
    "order.detail": {
      endpoint: { method: "GET", path: "/v1/order", quota: { requests: 20, seconds: 1 }, handle: answerOrder },
      answer: {
        carries: detailCarries,
        restate,
        encode: encodeDetail,
        wrap: ([order]) => ({ result: "ok", order: order ?? null })
      },
      errors
    },
    "order.list": {
      endpoint: { method: "GET", path: "/v1/orders", quota: { requests: 5, seconds: 1 }, handle: answerOrders },
      answer: {
        carries: rowCarries,
        restate,
        encode: encodeRow,
        wrap: (orders) => ({ result: "ok", orders, next: null })
      },
      errors
    }
  },
  token: null,
  privateParameters: ["nonce", "sign"],
  quotaRefusal: { status: 200, body: refusal("too_fast", "more requests than allowed") },
  errorAnswer: refusal,
  poisons: [
    {
      name: "an amount below one fen",
      spoil: (row, operation) => setAt(row, operation === "order.detail" ? "/price/total" : "/total", "0.015")
    },
    { name: "no number", spoil: (row) => removeAt(row, "/id") },
    { name: "a day that does not exist", spoil: (row) => setAt(row, "/created", "2024-02-31T10:00:00.000+08:00") }
  ],
  finds: "list",
  push,
  shopOptions: (baseUrl) => ({ options: { baseUrl, shopId, key }, secrets: { secret, pushSecret } })
}
