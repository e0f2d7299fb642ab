/**
 * What the architecture promises ("The request pipeline", "Quotas") and the order model ("Error codes → reasons"), by
 * hand: never taken from what the code does.
 *
 * A call makes at most five requests, all within 120 seconds, each with a limit of 30. Retried are PlatformUnavailable,
 * Transport, Timeout, and RateLimited after the account's pause (the larger of Retry-After and the quota's window) where
 * that ends within the call's time; a whole body that is no JSON is asked for once more; a dead token is replaced once.
 */
import type { FaultName } from "./MatrixFault.ts"

export interface Expectation {
  /** `answer`, or why the call fails. */
  readonly outcome: string
  /** Requests to the operation that the fault strikes. */
  readonly requests: number
  /** All other requests of the call: for a token, or behind it. Left out: one for the token, if there is one. */
  readonly others?: number
}

export interface Expected {
  /** The fault strikes the first request alone. */
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

/** Of any operation whose quota's window is short. */
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

/** Of a code, by the reason that it stands for. */
export const byReason: Readonly<Record<string, Expected>> = {
  PlatformUnavailable: retried("PlatformUnavailable"),
  RateLimited: retried("RateLimited"),
  "Authentication(token)": { once: answer(2, 2), always: fails("Authentication(token)", 2, 2) }
}

/** Of every other reason: nothing is repeated. */
export const notRetried = (reason: string): Expected => either(fails(reason, 1))

/** Of a token's own operation. Tokens that are dead when issued are only noticed behind it, and asked for twice. */
export const tokenOperation: Readonly<Partial<Record<FaultName, Expected>>> = {
  "dead token": { once: answer(1), always: fails("Authentication(token)", 2, 2) }
}

/** A token operation that is told its token is dead has none to replace. */
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

/** A dead token is refreshed; where that brings it back, a new one is asked for. */
const officialDeadToken: Readonly<Partial<Record<FaultName, Expected>>> = {
  "dead token": { once: answer(2, 2), always: fails("Authentication(token)", 2, 3) }
}

/** The platform says "dead" of a token that lives: refreshing brings it back, and a new one is asked for. */
const officialTokenCalledDead: Readonly<Record<string, Expected>> = {
  "Authentication(token)": { once: answer(2, 3), always: fails("Authentication(token)", 2, 3) }
}

/** A refresh token that is not taken gives way to a new authorization: one more request, then the order. */
const givesWayToCreate = either(answer(1, 2))

/** A token that lives serves while its renewal fails: as many requests are made for that as ever. */
const servedMeanwhile = (requests = 5): Expected => ({ once: answer(2), always: answer(requests) })

/** A refresh token is good once: whoever lost the answer asks with a spent one, and then for a new authorization. */
const refreshTokenSpent = (requests: number): Expected => ({ once: answer(2, 2), always: answer(requests) })

/** The token that lives serves, and the order's own request is refused for the clock. */
const clockRefusedBehindToken: Readonly<Partial<Record<FaultName, Expected>>> = {
  "our clock an hour ahead": either(fails("Authentication(clock)", 1, 1)),
  "our clock an hour behind": either(fails("Authentication(clock)", 1, 1))
}

/** Where one operation differs; the keys name platform and operation. */
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
  // The gateway publishes no error codes: that it refuses a stale time is all that can be told.
  "doudian fengchao.trade.detail": clockRefused("PlatformRejected"),
  "doudian fengchao.trade.list": clockRefused("PlatformRejected"),
  // Every request is signed with its time, the one for a token first of all.
  "doudian order.orderDetail": { ...clockRefusedAtToken, ...officialDeadToken },
  "doudian order.searchList": { ...clockRefusedAtToken, ...officialDeadToken },
  "doudian order.batchDecrypt": { ...clockRefusedAtToken, ...officialDeadToken },
  // Behind it: the order twice, and between them the refresh that brings the dead token back.
  "doudian token.create": {
    ...clockRefused("Authentication(clock)"),
    "dead token": { once: answer(1), always: fails("Authentication(token)", 2, 3) }
  },
  // Behind it: the order twice, and a new token, for the second refresh brings the dead one back.
  "doudian token.refresh": {
    ...clockRefusedBehindToken,
    "HTTP 500": servedMeanwhile(),
    "HTTP 500 around an answer": refreshTokenSpent(5),
    "HTTP 502": servedMeanwhile(),
    "HTTP 429": servedMeanwhile(),
    "HTTP 429, Retry-After 7 s": servedMeanwhile(),
    "reset before the body": servedMeanwhile(),
    "reset within the body": refreshTokenSpent(5),
    "reset within a character": refreshTokenSpent(5),
    "whole body that ends early": refreshTokenSpent(2),
    "whole body that ends within a character": refreshTokenSpent(2),
    "answer after 45 s, the limit is 30 s": servedMeanwhile(4),
    "HTML with status 200": servedMeanwhile(2),
    "dead token": { once: answer(1), always: fails("Authentication(token)", 2, 3) }
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
    PlatformUnavailable: servedMeanwhile(),
    RateLimited: servedMeanwhile(),
    PermissionDenied: either(answer(1)),
    IpNotAllowed: either(answer(1)),
    QuotaExhausted: either(answer(1)),
    "Authentication(signature)": either(answer(1)),
    "Authentication(clock)": either(answer(1)),
    PlatformRejected: givesWayToCreate,
    InvalidRequest: givesWayToCreate,
    "Authentication(token)": givesWayToCreate
  }
}
