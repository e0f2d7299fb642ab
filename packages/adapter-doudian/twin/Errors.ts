/**
 * The codes of both doors, and what their words say. `code` and `sub_code` as `errorAnswer` takes them, a colon between.
 *
 * From public lists of the official platform's codes. 蜂巢 publishes none: there, every code is only a refusal.
 */
import type { TwinError } from "@huidan/conformance"

export const fengchaoErrors: ReadonlyArray<TwinError> = [
  { code: "1004", reason: "PlatformRejected" },
  { code: "20000", reason: "PlatformRejected" },
  { code: "40003", reason: "PlatformRejected" },
  { code: "60000", reason: "PlatformRejected" }
]

/** For every operation. */
const common: ReadonlyArray<TwinError> = [
  { code: "20000:dop.service-error", reason: "PlatformUnavailable" },
  { code: "20000:isp.service-error:20004", reason: "PlatformUnavailable" },
  { code: "20000", reason: "PlatformUnavailable" },
  { code: "20001", reason: "PlatformUnavailable" },
  { code: "70000:isp.api-service-off", reason: "PlatformUnavailable" },
  { code: "90000", reason: "PlatformUnavailable" },
  { code: "30001:isv.app-permissions-insufficient", reason: "PermissionDenied" },
  { code: "30001:dop.authorization-closed", reason: "PermissionDenied" },
  { code: "30002:isv.invalid_ip", reason: "IpNotAllowed" },
  { code: "40001:isv.missing-parameter", reason: "InvalidRequest" },
  { code: "40002:isv.missing-parameter:20000", reason: "InvalidRequest" },
  { code: "40003:isv.access-token-expired", reason: "Authentication(token)" },
  { code: "40003:isv.access-token-no-existed:1", reason: "Authentication(token)" },
  { code: "40003:isv.access-token-invalid", reason: "Authentication(token)" },
  { code: "40003:dop.access-token-expired", reason: "Authentication(token)" },
  { code: "40003:isv.signature-invalid", reason: "Authentication(signature)" },
  { code: "40003:isv.signature-invalid:2", reason: "Authentication(signature)" },
  { code: "40003:isv.timestamp-invalid", reason: "Authentication(clock)" },
  { code: "40003:isv.parameter-invalid", reason: "InvalidRequest" },
  { code: "40004:isv.parameter-invalid:20022", reason: "InvalidRequest" },
  { code: "50002:isv.business-failed:20009", reason: "PlatformRejected" },
  { code: "60000:isv.traffic-limited", reason: "RateLimited" },
  { code: "60000:isp.traffic-limited:3", reason: "RateLimited" },
  { code: "80000:isv.env-suspected", reason: "QuotaExhausted" },
  { code: "300008", reason: "QuotaExhausted" },
  { code: "99999", reason: "PlatformRejected" }
]

export const tokenErrors: ReadonlyArray<TwinError> = [
  ...common,
  { code: "50001:dop.token-generate-failed:1", reason: "PlatformRejected" },
  { code: "50001:dop.token-generate-failed:2", reason: "PlatformRejected" }
]

export const decryptionErrors: ReadonlyArray<TwinError> = common

export const detailErrors: ReadonlyArray<TwinError> = [
  ...common,
  { code: "40004:isv.parameter-invalid:20014", reason: "NotFound" },
  { code: "40004:isv.parameter-invalid:20001", reason: "NotFound" },
  { code: "50002:isv.business-failed:20015", reason: "NotFound" }
]

export const listErrors: ReadonlyArray<TwinError> = [
  ...common,
  { code: "20000:isp.service-error:20005", reason: "PlatformUnavailable" },
  { code: "40004:isv.parameter-invalid:20008", reason: "InvalidRequest" },
  { code: "40004:isv.parameter-invalid:20011", reason: "InvalidRequest" },
  { code: "40004:isv.parameter-invalid:20012", reason: "InvalidRequest" },
  { code: "40004:isv.parameter-invalid:20013", reason: "InvalidRequest" },
  { code: "40004:isv.parameter-invalid:10035", reason: "InvalidRequest" }
]
