/**
 * The expected outcome of every fault, written by hand from the promises of the request pipeline (docs/architecture.md,
 * "With a request") and never from what the code does.
 *
 * A call makes at most five requests within 120 seconds, each with a limit of 30 seconds. PlatformUnavailable, Transport and
 * Timeout are retried. RateLimited is retried after the account's pause (the longer of Retry-After and the quota's window)
 * if that ends within the call's time. A complete body that is not JSON is requested once more. A dead token is replaced
 * once.
 */
import type { FaultName } from "./MatrixFault.ts"

export interface Expectation {
  /** `answer`, or the reason of the failure. */
  readonly outcome: string
  /** Requests to the operation that the fault strikes. */
  readonly requests: number
  /** All other requests of the call. Default: one for the token if the operation needs one. */
  readonly others?: number
}

export interface Expected {
  /** The fault strikes only the first request. */
  readonly once: Expectation
  /** The fault strikes every request. */
  readonly always: Expectation
}

const answer = (requests: number, others?: number): Expectation =>
  others === undefined ? { outcome: "answer", requests } : { outcome: "answer", requests, others }
const fails = (outcome: string, requests: number, others?: number): Expectation =>
  others === undefined ? { outcome, requests } : { outcome, requests, others }
const either = (both: Expectation): Expected => ({ once: both, always: both })
const retried = (outcome: string, requests = 5): Expected => ({ once: answer(2), always: fails(outcome, requests) })

/** For any operation whose quota has a short window. */
export const byFault: Readonly<Record<FaultName, Expected>> = {
  "no fault": either(answer(1)),
  "HTTP 500": retried("PlatformUnavailable"),
  "HTTP 500 around an answer": retried("PlatformUnavailable"),
  "HTTP 502": retried("PlatformUnavailable"),
  "HTTP 429": retried("RateLimited"),
  "HTTP 429, Retry-After 7 s": retried("RateLimited"),
  "HTTP 429, Retry-After 1 h": either(fails("RateLimited", 1)),
  "reset before the body": retried("Transport"),
  "reset within the body": retried("Transport"),
  "reset within a character": retried("Transport"),
  "whole body that ends early": retried("ResponseDecode", 2),
  "whole body that ends within a character": retried("ResponseDecode", 2),
  "answer after 20 s": either(answer(1)),
  "answer after 45 s, the limit is 30 s": retried("Timeout", 4),
  "HTML with status 200": retried("ResponseDecode", 2),
  gzip: either(answer(1)),
  "our clock an hour ahead": either(answer(1)),
  "our clock an hour behind": either(answer(1)),
  "dead token": { once: answer(2, 2), always: fails("Authentication(token)", 2, 2) }
}

/** For an error code, by its reason. */
export const byReason: Readonly<Record<string, Expected>> = {
  PlatformUnavailable: retried("PlatformUnavailable"),
  RateLimited: retried("RateLimited"),
  "Authentication(token)": { once: answer(2, 2), always: fails("Authentication(token)", 2, 2) }
}

/** For every other reason: no request is repeated. */
export const notRetried = (reason: string): Expected => either(fails(reason, 1))

/** For the operation that issues tokens. A token that is dead when issued is noticed only by a later request, and requested twice. */
export const tokenOperation: Readonly<Partial<Record<FaultName, Expected>>> = {
  "dead token": { once: answer(1), always: fails("Authentication(token)", 2, 2) }
}

/** If the operation that issues tokens gets the code of a dead token, it has no token to replace. */
export const tokenOperationByReason: Readonly<Record<string, Expected>> = {
  "Authentication(token)": notRetried("Authentication(token)")
}

const pausedTooLong = either(fails("RateLimited", 1))
const clockRefused = (reason: string): Readonly<Partial<Record<FaultName, Expected>>> => ({
  "our clock an hour ahead": either(fails(reason, 1)),
  "our clock an hour behind": either(fails(reason, 1))
})

const clockRefusedAtToken: Readonly<Partial<Record<FaultName, Expected>>> = {
  "our clock an hour ahead": either(fails("Authentication(clock)", 0, 1)),
  "our clock an hour behind": either(fails("Authentication(clock)", 0, 1))
}

/** A dead token is refreshed. The refresh returns the same token, and a new one is requested. */
const officialDeadToken: Readonly<Partial<Record<FaultName, Expected>>> = {
  "dead token": { once: answer(2, 3), always: fails("Authentication(token)", 2, 3) }
}

/** The platform calls a valid token dead: the refresh returns the same token, and a new one is requested. */
const officialTokenCalledDead: Readonly<Record<string, Expected>> = {
  "Authentication(token)": { once: answer(2, 3), always: fails("Authentication(token)", 2, 3) }
}

/** A refresh token that is not accepted leads to a new authorisation: one more request, then the order. */
const createdInstead = either(answer(1, 2))

/** A valid token is used while its renewal fails. The renewal makes as many requests as any call. */
const keptToken = (requests = 5): Expected => ({ once: answer(2), always: answer(requests) })

/** A refresh token works once. If its answer is lost, the retry uses a spent one, and a new authorisation is requested. */
const refreshTokenSpent = (requests: number): Expected => ({ once: answer(2, 2), always: answer(requests) })

/** The valid token is used, and the request for the order is refused because of the clock. */
const clockRefusedAfterToken: Readonly<Partial<Record<FaultName, Expected>>> = {
  "our clock an hour ahead": either(fails("Authentication(clock)", 1, 1)),
  "our clock an hour behind": either(fails("Authentication(clock)", 1, 1))
}

/** Exceptions for single operations; the keys are platform and operation. */
export const exceptions: Readonly<Record<string, Readonly<Partial<Record<FaultName, Expected>>>>> = {
  // 100 tokens in 10 minutes: a refusal pauses longer than a call may take.
  "xiaoe token": { "HTTP 429": pausedTooLong, "HTTP 429, Retry-After 7 s": pausedTooLong },
  // 300 requests in a minute: a refusal pauses for a minute, and two pauses fit into the call's two minutes.
  "xiaoe after_sale.list": {
    "HTTP 429": retried("RateLimited", 3),
    "HTTP 429, Retry-After 7 s": retried("RateLimited", 3)
  },
  "xiaoe after_sale.detail": {
    "HTTP 429": retried("RateLimited", 3),
    "HTTP 429, Retry-After 7 s": retried("RateLimited", 3)
  },
  // The gateway publishes no error codes, so the adapter can only say that it rejected the request.
  "doudian fengchao.trade.detail": clockRefused("PlatformRejected"),
  "doudian fengchao.trade.list": clockRefused("PlatformRejected"),
  // Every request is signed with its time, and the first one is for a token.
  "doudian order.orderDetail": { ...clockRefusedAtToken, ...officialDeadToken },
  "doudian order.searchList": { ...clockRefusedAtToken, ...officialDeadToken },
  "doudian order.batchDecrypt": { ...clockRefusedAtToken, ...officialDeadToken },
  // After it: the order twice, and between them the refresh that returns the dead token.
  "doudian token.create": {
    ...clockRefused("Authentication(clock)"),
    "dead token": { once: answer(1), always: fails("Authentication(token)", 2, 3) }
  },
  // After it: the order twice, and a new token, because the second refresh returns the dead one.
  "doudian token.refresh": {
    ...clockRefusedAfterToken,
    "HTTP 500": keptToken(),
    "HTTP 500 around an answer": refreshTokenSpent(5),
    "HTTP 502": keptToken(),
    "HTTP 429": keptToken(),
    "HTTP 429, Retry-After 7 s": keptToken(),
    "reset before the body": keptToken(),
    "reset within the body": refreshTokenSpent(5),
    "reset within a character": refreshTokenSpent(5),
    "whole body that ends early": refreshTokenSpent(2),
    "whole body that ends within a character": refreshTokenSpent(2),
    "answer after 45 s, the limit is 30 s": keptToken(4),
    "HTML with status 200": keptToken(2),
    "dead token": { once: answer(2, 3), always: fails("Authentication(token)", 2, 3) }
  }
}

export const exceptionsByReason: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  "xiaoe token": { RateLimited: pausedTooLong },
  "xiaoe after_sale.list": { RateLimited: retried("RateLimited", 3) },
  "xiaoe after_sale.detail": { RateLimited: retried("RateLimited", 3) },
  "doudian order.orderDetail": officialTokenCalledDead,
  "doudian order.searchList": officialTokenCalledDead,
  "doudian order.batchDecrypt": officialTokenCalledDead,
  "doudian token.refresh": {
    PlatformUnavailable: keptToken(),
    RateLimited: keptToken(),
    PermissionDenied: either(answer(1)),
    IpNotAllowed: either(answer(1)),
    QuotaExhausted: either(answer(1)),
    "Authentication(signature)": either(answer(1)),
    "Authentication(clock)": either(answer(1)),
    PlatformRejected: createdInstead,
    InvalidRequest: createdInstead,
    "Authentication(token)": createdInstead
  }
}
