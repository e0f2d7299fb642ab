/** How Paper Boat's platform says that something went wrong. Source: PLATFORM.md, 2. */
import type { JsonNode, TwinCall, TwinError, TwinReply } from "@huidan/conformance"

export const errors: ReadonlyArray<TwinError> = [
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

export const refusal = (result: string, words: string): JsonNode => ({ result, words })

export const wrongParameter = (call: TwinCall, name: string): TwinReply =>
  call.refuse("invalid", refusal("parameter_wrong", `${name} is missing or cannot be read`))
