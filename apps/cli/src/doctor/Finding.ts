/** What `doctor` finds out about a shop: one finding for each thing that can be wrong. */
import type { AdapterError, AdapterErrorReasonTag, AdapterManifest } from "@huidan/core"

/** In the order in which a call passes them. */
export const checks = [
  "options",
  "secrets",
  "network",
  "clock",
  "token",
  "address",
  "quota",
  "permission",
  "answer"
] as const
export type Check = (typeof checks)[number]

export interface Finding {
  readonly check: Check
  /**
   * `note`: worth knowing, but nothing failed because of it; `undecided`: the calls do not show whether it is right;
   * `unknown`: no call got that far.
   */
  readonly status: "ok" | "failed" | "undecided" | "note" | "unknown"
  readonly message: string
  readonly advice: string | null
}

const checkByReason: { readonly [Reason in Exclude<AdapterErrorReasonTag, "Authentication">]: Check } = {
  Configuration: "options",
  Transport: "network",
  Timeout: "network",
  PlatformUnavailable: "network",
  IpNotAllowed: "address",
  RateLimited: "quota",
  QuotaExhausted: "quota",
  PermissionDenied: "permission",
  NotFound: "answer",
  InvalidRequest: "answer",
  NotSupported: "answer",
  PlatformRejected: "answer",
  ResponseDecode: "answer",
  ListContradiction: "answer"
}

/** The check that a failed call fails. Any rejection of a token request is about credentials. */
const checkOf = ({ reason, operation }: AdapterError, { operations }: AdapterManifest): Check => {
  if (reason._tag === "Authentication") return reason.kind === "clock" ? "clock" : "token"
  const check = checkByReason[reason._tag]
  return check === "answer" && operation !== null && operations[operation]?.answers === "token" ? "token" : check
}

const passedMessages = {
  network: "the platform answers",
  clock: "accepted by the platform",
  token: "the credentials are accepted",
  address: "the platform accepts this machine's address",
  quota: "not used up",
  permission: "granted",
  answer: "as documented"
} as const
type PassedCheck = keyof typeof passedMessages

const passed = (check: PassedCheck): Finding => ({ check, status: "ok", message: passedMessages[check], advice: null })

const everything: ReadonlyArray<PassedCheck> = ["network", "clock", "token", "address", "quota", "permission", "answer"]

/** A denied permission means that these passed. No document states the order of the other checks. */
const beforePermission: ReadonlyArray<PassedCheck> = ["network", "clock", "token", "address", "quota"]

export type CallOutcome = { readonly _tag: "well" } | FailedCall

interface FailedCall {
  /** `rejected`: with a code that may only mean that the requested order does not exist. */
  readonly _tag: "rejected" | "failed"
  readonly error: AdapterError
  readonly check: Check
  /** Whether the platform issued a token before the failure. */
  readonly tokenCame: boolean
}

export const wellOutcome: CallOutcome = { _tag: "well" }

/** The outcome of a failed call. `probing`: it asked for an order that cannot exist; `paths`: those of all answered requests. */
export const failedOutcome = (
  error: AdapterError,
  manifest: AdapterManifest,
  { paths, probing }: { readonly paths: ReadonlyArray<string>; readonly probing: boolean }
): CallOutcome => {
  const { _tag: reason } = error.reason
  if (probing && reason === "NotFound") return wellOutcome
  const check = checkOf(error, manifest)
  const rejected = probing && check === "answer" && (reason === "PlatformRejected" || reason === "InvalidRequest")
  const asksForToken = error.operation !== null && manifest.operations[error.operation]?.answers === "token"
  const tokenCame =
    !asksForToken &&
    Object.values(manifest.operations).some(
      (operation) => operation.answers === "token" && paths.some((path) => path.endsWith(operation.path))
    )
  return { _tag: rejected ? "rejected" : "failed", error, check, tokenCame }
}

/** Whether a call was rejected and nothing shows that the platform accepts the credentials: the rejection may mean anything. */
export const isUndecided = (outcomes: ReadonlyArray<CallOutcome>): boolean =>
  outcomes.some(({ _tag }) => _tag === "rejected") &&
  outcomes.every((outcome) => outcome._tag === "rejected" && !outcome.tokenCame)

/** The findings of a probe's calls; `answered`: whether the platform sent any answer at all. */
export const callFindings = (outcomes: ReadonlyArray<CallOutcome>, answered: boolean): ReadonlyArray<Finding> => {
  const failures = outcomes.filter((outcome) => outcome._tag !== "well")
  const found = failures.map((failure) => findingOf(failure, isUndecided(outcomes)))
  const passedChecks = new Set<Check>([
    ...(answered ? (["network"] as const) : []),
    ...(failures.length < outcomes.length ? everything : []),
    ...failures.flatMap(({ check, tokenCame }) => [
      ...(tokenCame ? (["token"] as const) : []),
      ...(check === "permission" ? beforePermission : [])
    ])
  ])
  return [
    ...found,
    ...everything
      .filter((check) => !found.some((finding) => finding.check === check))
      .map((check): Finding => (passedChecks.has(check) ? passed(check) : notReached(check)))
  ]
}

const findingOf = ({ _tag, check, error }: FailedCall, undecided: boolean): Finding => {
  if (_tag === "failed") return { check, status: "failed", message: error.message, advice: error.advice }
  const rejection = `the platform rejects an order number that cannot exist, with a code that is not documented${wordsOf(error)}`
  return undecided
    ? { check, status: "undecided", message: rejection, advice: "Read an order that exists: `huidan get`." }
    : { check, status: "note", message: rejection, advice: null }
}

/** The platform's own codes and message. */
const wordsOf = ({ answer }: AdapterError): string => {
  const words = [answer?.code, answer?.subCode, answer?.message].filter((word) => (word ?? "") !== "")
  return words.length === 0 ? "" : `: ${words.join(" ")}`
}

const notReached = (check: Check): Finding => ({
  check,
  status: "unknown",
  message: "no call got this far",
  advice: null
})

/** A clock that differs by this much or more, in milliseconds, is worth a note. */
const noticeableSkew = 60_000

/**
 * The finding on this machine's clock, by the `Date` header of the platform's answers; `null` without one. `skew` in
 * milliseconds, positive: ahead.
 */
export const clockFinding = (skew: number | null): Finding | null => {
  if (skew === null) return null
  const seconds = Math.round(Math.abs(skew) / 1000)
  const message = `this machine's clock is ${seconds} s ${skew < 0 ? "behind" : "ahead of"} the platform's`
  return Math.abs(skew) < noticeableSkew
    ? { check: "clock", status: "ok", message: "agrees with the platform's", advice: null }
    : { check: "clock", status: "note", message, advice: "Set this machine's clock by NTP." }
}
