import type { AdapterErrorReason } from "./AdapterErrorReason.ts"

const authentication = {
  credentials: "Check the application's id and secret in the platform's developer console.",
  token: "The access token was refused even after it was renewed: authorise the application for this shop again.",
  signature:
    "The signature was refused: check the application's secret, and that no proxy changes requests on the way.",
  clock: "The platform rejected the request's timestamp: synchronise this machine's clock (NTP)."
} as const

/** What a person can do about a failure, in one or two sentences. */
export const adviceFor = (reason: AdapterErrorReason): string => {
  switch (reason._tag) {
    case "Authentication":
      return authentication[reason.kind]
    case "PermissionDenied":
      return "Apply for the permission in the platform's developer console."
    case "IpNotAllowed":
      return "Add this machine's public address to the allow list in the platform's developer console."
    case "RateLimited":
      return "Wait, or lower the configured quota; check whether another program uses the same account."
    case "QuotaExhausted":
      return "Wait until the platform renews the quota, or ask the platform for a larger one."
    case "NotFound":
      return "Check the order number and that it belongs to this shop."
    case "InvalidRequest":
      return "Correct the request."
    case "NotSupported":
      return "Run `huidan adapters` to see what the adapter supports."
    case "PlatformUnavailable":
    case "Transport":
    case "Timeout":
      return "Try again later; if it persists, check the network and the platform's status."
    case "PlatformRejected":
      return "Look up the code in the platform's documentation."
    case "ResponseDecode":
      return "The platform may have changed its answer: update the adapter, or report the pointer to its authors."
    case "ListContradiction":
      return "Read the list again later. To go on without the missing orders, pass the error's `cursor` as `after`, or set the option `onContradiction` to `warn`."
    case "Configuration":
      return "Correct the configuration."
  }
}
