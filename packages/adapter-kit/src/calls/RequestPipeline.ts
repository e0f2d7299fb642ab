/**
 * The path of every request, in stages:
 *
 * 1. breaker: after repeated failures a call fails at once
 * 2. retry: repeats the stages below, if a repetition can help
 * 3. turn: waits for the account's pauses, then for a place within the operation's quota
 * 4. token: fetched once for all that wait, renewed before it expires
 * 5. signature: the request is built, and signed, for this attempt
 * 6. exchange: one HTTP request and its answer, within a time limit
 * 7. envelope: the platform's own error code inside the answer becomes an error
 *
 * The turn comes before the token and the signature: a signature is valid for a limited time, and a token may expire
 * while its request waits.
 */
import { AdapterError, type AdapterManifest, type Quota } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpClient } from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { AccessToken } from "../account/AccessToken.ts"
import type { AccessTokens } from "../account/AccessTokens.ts"
import type { Account } from "../account/Account.ts"
import { type CallFailure, defaultTimeLimit } from "../account/Breaker.ts"
import type { EnvelopeKeys } from "../answer/Envelope.ts"
import type { ParsedAnswer } from "../answer/ParsedAnswer.ts"
import type { OrderCodec } from "../codec/OrderCodec.ts"
import { type CallTime, startCallTime } from "./CallTime.ts"
import { exchange, type HttpAnswer } from "./HttpExchange.ts"
import type { PlatformClock } from "./PlatformClock.ts"
import { backoff, defaultRetry, type RetryPolicy } from "./RetryPolicy.ts"
import { readAnswer } from "./readAnswer.ts"
import { startAsking } from "./startAsking.ts"
import { countRetry, measureQuotaWait, measureRequest } from "./telemetry.ts"

/** A platform that asks for a longer wait is tried again after this, in seconds: it may have been a mistake. */
const defaultLongestPause = 3600

/** Bytes of an answer: a hundred times a page of a hundred large orders. */
const defaultAnswerLimit = 32 * 1_048_576

/** What a pipeline is made of. */
export interface PipelineOptions {
  readonly manifest: AdapterManifest
  readonly codec: OrderCodec
  readonly client: HttpClient
  readonly account: Account
  /** `null` if requests carry no token. */
  readonly tokens: AccessTokens | null
  /** Learns the platform's time from its answers; left out if nobody asks for it. */
  readonly clock?: PlatformClock
  /** The platform's address: what is there fails together. */
  readonly address?: string
  /** Seconds that one exchange may take; 30 unless given. */
  readonly timeLimit?: number
  /** Bytes that an answer may have, also when it is decompressed; 33 554 432 unless given. */
  readonly answerLimit?: number
  readonly retry?: RetryPolicy
  /** Seconds for which a wait that the platform asks for is kept, at most; an hour unless given. */
  readonly longestPause?: number
  /** Query parameters that no span shows, besides those whose names say that they are secret: `sign`, `access_token`. */
  readonly privateParameters?: ReadonlyArray<string>
}

/** One call: the request is built, and signed, again for every attempt. */
export interface Call {
  readonly operation: string
  /** The frame of the answer, if it is not that of the operation in the codec. */
  readonly envelope?: EnvelopeKeys | null
  readonly request: (token: AccessToken | null) => Effect.Effect<HttpClientRequest, AdapterError>
}

/** An answer, and when it was asked for. */
export interface CallAnswer extends ParsedAnswer {
  /** When the request of the attempt that was answered was sent. */
  readonly askedAt: DateTime.Utc
}

/** Sends calls. */
export interface RequestPipeline {
  /** Sends one call through all stages. */
  readonly call: (call: Call) => Effect.Effect<CallAnswer, AdapterError>
}

/** One attempt of a call, and what the attempts before it leave to it. */
interface Attempt {
  readonly call: Call
  /** Counted from 0. */
  readonly number: number
  readonly time: CallTime
  /** Whether an answer that is not JSON was asked for again: it is only once. */
  readonly decodeRetried: boolean
  /** The token that the platform refused in this call: it is replaced once. */
  readonly refusedToken: AccessToken | null
}

/** A pipeline for one account of a platform. */
export const makePipeline = (options: PipelineOptions): RequestPipeline => {
  const { account, client, codec, manifest, tokens } = options
  const timeLimit = options.timeLimit ?? defaultTimeLimit
  const answerLimit = options.answerLimit ?? defaultAnswerLimit
  const policy = options.retry ?? defaultRetry
  const longestPause = options.longestPause ?? defaultLongestPause
  // A token is fetched within a call. It needs a key of its own, or a probe could not fetch its token.
  const breakerKey = `${account.circuit}${tokens === null ? " token" : ""}`

  const quotaOf = ({ operation }: Call): Quota | null => manifest.operations[operation]?.quota ?? null
  const subjectOf = ({ operation }: Call) => ({ platform: manifest.platform, operation })
  const pauseLeft = (call: Call) => account.pauseLeft(call.operation, quotaOf(call))

  const run = (attempt: Attempt): Effect.Effect<CallAnswer, CallFailure> =>
    Effect.gen(function* () {
      const { call } = attempt
      yield* Effect.mapError(waitForTurn(attempt), noOutage)
      // A call for a token has a circuit of its own, which counts it.
      const token = yield* Effect.mapError(takeToken(attempt), noOutage)
      // The request for the token may have been refused, which pauses the whole account.
      if (token !== null && quotaOf(call) !== null && (yield* pauseLeft(call)) > 0) return yield* run(attempt)
      return yield* Effect.catch(send(call, token), (failure) => retry(attempt, failure, token))
    })

  const waitForTurn = ({ call, time }: Attempt): Effect.Effect<void, AdapterError> =>
    Effect.gen(function* () {
      const patience = { now: yield* time.left, later: policy.total }
      yield* measureQuotaWait(subjectOf(call))(
        time.notCounting(account.acquire(call.operation, quotaOf(call), patience))
      ).pipe(
        Effect.mapError(({ secondsLeft }) =>
          codec.failure(call.operation, { _tag: "RateLimited", retryAfter: Math.ceil(secondsLeft) })
        )
      )
    })

  const takeToken = ({ refusedToken }: Attempt): Effect.Effect<AccessToken | null, AdapterError> => {
    if (tokens === null) return Effect.succeed(null)
    return refusedToken === null ? tokens.get : tokens.replace(refusedToken)
  }

  const send = (call: Call, token: AccessToken | null): Effect.Effect<CallAnswer, CallFailure> =>
    Effect.gen(function* () {
      const request = yield* Effect.mapError(call.request(token), noOutage)
      const asked = yield* startAsking(options.clock)
      const answer = yield* exchange(client, request, {
        timeLimit,
        answerLimit,
        privateParameters: options.privateParameters
      }).pipe(
        measureRequest(subjectOf(call)),
        Effect.mapError(({ isOutage, reason }) => ({ error: codec.failure(call.operation, reason), isOutage }))
      )
      const parsed = yield* readAnswer(codec, call, answer).pipe(
        Effect.tapError((error) => noteRefusal(call, error, answer)),
        Effect.mapError((error) => ({ error, isOutage: isUnexplained(error) }))
      )
      yield* options.clock?.note(answer.date) ?? Effect.void
      return { ...parsed, askedAt: yield* asked }
    })

  const noteRefusal = (call: Call, { reason }: AdapterError, { retryAfter }: HttpAnswer): Effect.Effect<void> => {
    if (reason._tag === "Authentication" && reason.kind === "clock") return options.clock?.doubt ?? Effect.void
    const pause = (asked: number | null) => (asked === null ? null : Math.min(asked, longestPause))
    if (reason._tag === "RateLimited") return account.refused(call.operation, quotaOf(call), pause(reason.retryAfter))
    // A platform that is unavailable may say for how long: it was not its quota that was exceeded.
    return reason._tag === "PlatformUnavailable" && retryAfter !== null
      ? account.refused(call.operation, null, pause(retryAfter))
      : Effect.void
  }

  const retry = (
    attempt: Attempt,
    failure: CallFailure,
    token: AccessToken | null
  ): Effect.Effect<CallAnswer, CallFailure> =>
    Effect.gen(function* () {
      const { error } = failure
      const { call, refusedToken, decodeRetried, number, time } = attempt
      if (isTokenRefused(error) && token !== null && refusedToken === null)
        return yield* run({ ...attempt, refusedToken: token })
      const isDecodeRetry = isNotJson(error) && !decodeRetried
      if ((!error.isRetryable && !isDecodeRetry) || number >= policy.times) return yield* Effect.fail(failure)
      const pause = yield* pauseLeft(call)
      const delay = Math.max(yield* backoff(policy, number), pause)
      const left = yield* time.left
      const isPaused = pause > Math.max(left, 0) || error.reason._tag === "RateLimited"
      if (delay > left) return yield* Effect.fail(isPaused ? noOutage(pausedBy(pause, error)) : failure)
      yield* countRetry(subjectOf(call), error.reason._tag)
      yield* Effect.sleep(Duration.seconds(delay))
      return yield* run({ ...attempt, number: number + 1, decodeRetried: decodeRetried || isDecodeRetry })
    })

  return {
    call: (call) =>
      Effect.flatMap(startCallTime(policy.total), (time) =>
        run({ call, number: 0, time, decodeRetried: false, refusedToken: null })
      ).pipe(
        account.breaker.guard(breakerKey, (detail) =>
          codec.failure(call.operation, { _tag: "PlatformUnavailable", detail })
        ),
        Effect.withSpan("huidan.request", {
          kind: "client",
          attributes: { "huidan.platform": manifest.platform, "huidan.operation": call.operation }
        })
      )
  }
}

/** A failure that says nothing about whether the platform can be reached. */
const noOutage = (error: AdapterError): CallFailure => ({ error, isOutage: false })

/** HTTP 5xx without a code of the platform. */
const isUnexplained = ({ answer, reason }: AdapterError): boolean =>
  reason._tag === "PlatformUnavailable" && (answer === null || answer.code === null)

const isTokenRefused = ({ reason }: AdapterError): boolean =>
  reason._tag === "Authentication" && reason.kind === "token"

/** A gateway may send a page of HTML with status 200. */
const isNotJson = ({ reason }: AdapterError): boolean => reason._tag === "ResponseDecode" && reason.position !== null

/** The platform's pause, which may be longer than the wait that it asked for. */
const pausedBy = (pause: number, error: AdapterError): AdapterError =>
  new AdapterError({ ...error, reason: { _tag: "RateLimited", retryAfter: Math.ceil(pause) } })
