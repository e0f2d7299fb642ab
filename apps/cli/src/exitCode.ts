import type { AdapterErrorReasonTag } from "@huidan/core"

/** 64 usage · 77 not allowed · 69 platform out of reach · 65 not decoded · 70 a fault of this program · 0 all well. */
export type ExitCode = 0 | 64 | 65 | 69 | 70 | 77

/** Over everything that happened in a run, the first of these that happened is the run's exit code. */
const precedence: ReadonlyArray<ExitCode> = [70, 64, 77, 69, 65, 0]

export const exitCodeOf = (happened: ReadonlyArray<ExitCode>): ExitCode =>
  precedence.find((code) => happened.includes(code)) ?? 0

/** `Configuration` counts as usage: what is wrong stands in what the user configured or asked for. */
export const exitCodeByReason: { readonly [Reason in AdapterErrorReasonTag]: ExitCode } = {
  Configuration: 64,
  Authentication: 77,
  PermissionDenied: 77,
  IpNotAllowed: 77,
  PlatformUnavailable: 69,
  Transport: 69,
  Timeout: 69,
  RateLimited: 69,
  QuotaExhausted: 69,
  NotFound: 65,
  InvalidRequest: 65,
  NotSupported: 65,
  PlatformRejected: 65,
  ResponseDecode: 65
}
