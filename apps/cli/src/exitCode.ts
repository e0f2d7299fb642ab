import type { AdapterError, AdapterErrorReasonTag } from "@huidan/core"

/** 64 usage or configuration · 77 not allowed · 69 platform out of reach · 65 not decoded · 70 a fault of this program · 0 all well. */
export type ExitCode = 0 | 64 | 65 | 69 | 70 | 77

/** Over everything that happened in a run, the first of these that happened is the run's exit code. */
const precedence: ReadonlyArray<ExitCode> = [70, 64, 77, 69, 65, 0]

export const exitCodeOf = (happened: ReadonlyArray<ExitCode>): ExitCode =>
  precedence.find((code) => happened.includes(code)) ?? 0

/** An error that names no operation was found before anything was sent or decoded. */
export const exitCodeOfError = ({ operation, reason }: AdapterError): ExitCode =>
  reason._tag === "Configuration" && operation === null ? 64 : exitCodeByReason[reason._tag]

/** `Configuration`: that of an answer which does not fit it, as another shop's. */
const exitCodeByReason: { readonly [Reason in AdapterErrorReasonTag]: ExitCode } = {
  Configuration: 65,
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
