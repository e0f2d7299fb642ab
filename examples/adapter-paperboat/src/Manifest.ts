/** The label on the door: what the Paper Boat adapter has, its limits, its error codes. Source: PLATFORM.md. */
import { type AdapterErrorReason, type AdapterManifest, adapterContract } from "@huidan/core"

const document = "PLATFORM.md of this package"

/** The request itself is wrong: whoever reads this has found a mistake of the adapter, or asked for the impossible. */
const invalid = (detail: string): AdapterErrorReason => ({ _tag: "InvalidRequest", detail })

/** The platform's `result` words → reasons, 2 of the document. */
const errors: ReadonlyArray<readonly [word: string, reason: AdapterErrorReason, text: string]> = [
  ["key_unknown", { _tag: "Authentication", kind: "credentials" }, "there is no such application"],
  ["sign_wrong", { _tag: "Authentication", kind: "signature" }, "the signature does not fit"],
  ["clock_off", { _tag: "Authentication", kind: "clock" }, "the request's time is too far from the platform's"],
  ["nonce_used", invalid("the nonce came before"), "the nonce came before"],
  ["shop_not_granted", { _tag: "PermissionDenied" }, "the shop did not grant the application access"],
  ["address_not_listed", { _tag: "IpNotAllowed", ip: null }, "the address is not on the application's list"],
  ["parameter_wrong", invalid("a parameter is missing or wrong"), "a parameter is missing or cannot be read"],
  ["window_too_long", invalid("the window is longer than 7 days"), "the window is longer than 7 days"],
  ["mark_wrong", invalid("the mark is not one of this list"), "the mark is not one of this list"],
  ["order_unknown", { _tag: "NotFound" }, "no such order in this shop"],
  ["too_fast", { _tag: "RateLimited", retryAfter: null }, "more requests than allowed"],
  ["day_used_up", { _tag: "QuotaExhausted" }, "the application's requests of the day are used up"],
  ["busy", { _tag: "PlatformUnavailable" }, "the platform cannot answer at the moment"]
]

export const manifest: AdapterManifest = {
  contract: adapterContract,
  platform: "paperboat",
  name: { zh: "纸船", en: "Paper Boat" },
  package: "huidan-adapter-paperboat",
  version: "0.1.0",
  capabilities: { getOrder: true, listOrders: { by: ["created", "updated"], states: false }, receivePush: true },
  operations: {
    "order.detail": {
      title: "One order by its number",
      answers: "order",
      use: "call",
      method: "GET",
      path: "/v1/order",
      quota: { requests: 20, seconds: 1, source: document, verified: true },
      paging: null,
      windowSeconds: null,
      document: `${document}, 3`,
      unverified: []
    },
    "order.list": {
      title: "Orders of a window, by creation or update time",
      answers: "orders",
      use: "call",
      method: "GET",
      path: "/v1/orders",
      quota: { requests: 5, seconds: 1, source: document, verified: true },
      paging: { firstPage: 1, maxSize: 50, maxRows: null },
      windowSeconds: 7 * 86_400,
      document: `${document}, 4`,
      unverified: []
    }
  },
  errors: errors.map(([code, reason, text]) => ({ code, subCode: null, reason, text })),
  secrets: ["secret", "pushSecret"],
  shopOption: "shopId"
}
