import type { AdapterError, AdapterErrorReasonTag } from "@huidan/core"

/** What each exit code means: `--help` and the README show this table. */
export const exitCodeMeanings = {
  0: "success",
  1: "the orders that were compared are different",
  64: "wrong usage or configuration",
  65: "no usable answer: not found, rejected, not decoded, a list that contradicts itself, or refused as a recording; a law is broken; the store contradicts itself",
  69: "the platform cannot be reached, or its quota is used up",
  70: "a fault of this program, or standard output cannot be written",
  74: "the store cannot be read or written: it is damaged, or the disk is full",
  75: "another process writes to the store: try again when it has ended",
  77: "not allowed: credentials, permission or address",
  129: "the terminal was closed (SIGHUP); the lines that were printed are whole",
  130: "interrupted; the lines that were printed are whole"
} as const

/** The code of a run that was interrupted. */
export const interruptedCode = 130

/** The code of a run whose terminal was closed. */
export const hungUpCode = 129

/** The code of a run that came to its end. */
export type ExitCode = Exclude<keyof typeof exitCodeMeanings, typeof interruptedCode | typeof hungUpCode>

/** The table as a part of `--help`, with a line break at the end. */
export const exitCodeHelp = (): string =>
  [
    "EXIT CODES",
    ...Object.entries(exitCodeMeanings).map(([code, meaning]) => `  ${code.padEnd(5)}${meaning}`),
    ""
  ].join("\n")

/** A run ends with the first of these that happened in it. */
const precedence: ReadonlyArray<ExitCode> = [70, 74, 64, 75, 77, 69, 65, 1, 0]

export const exitCodeOf = (happened: ReadonlyArray<ExitCode>): ExitCode =>
  precedence.find((code) => happened.includes(code)) ?? 0

/** A configuration error without an operation was found before anything was sent or decoded. */
export const exitCodeOfError = ({ operation, reason }: AdapterError): ExitCode =>
  reason._tag === "Configuration" && operation === null ? 64 : exitCodeByReason[reason._tag]

/** `Configuration` with an operation: the answer does not fit the configuration, for example because it is another shop's. */
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
  ResponseDecode: 65,
  ListContradiction: 65
}
