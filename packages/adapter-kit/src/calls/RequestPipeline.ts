/**
 * The way of every request: quota → token → signature → request with time limit → the body's code lifted into the
 * error channel → retry, for what a retry can mend → circuit breaker.
 *
 * Platforms answer HTTP 200 with a code inside, so an answer is only an answer once its code says success.
 */
import { AdapterError, type AdapterErrorReason, type AdapterManifest, type Quota } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpClient } from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as Random from "effect/Random"
import * as Ref from "effect/Ref"
import * as Result from "effect/Result"
import type { AccessTokens } from "../account/AccessTokens.ts"
import type { Account } from "../account/Account.ts"
import type { AccessToken } from "../account/TokenStore.ts"
import type { OpenAnswer } from "../answer/OpenAnswer.ts"
import type { OrderCodec } from "../codec/OrderCodec.ts"
import { exchange, type HttpAnswer } from "./HttpExchange.ts"
import { countRetry, measureQuotaWait, measureRequest } from "./telemetry.ts"

export interface RetryPolicy {
  /** Repetitions after the first try. */
  readonly times: number
  /** The first delay's upper bound, in seconds; it doubles each time. */
  readonly base: number
  /** No delay is longer, in seconds. */
  readonly cap: number
  /** All tries, the delays between them and the platform's pauses, in seconds; waiting for one's turn does not count. */
  readonly total: number
}

export const defaultRetry: RetryPolicy = { times: 4, base: 0.5, cap: 20, total: 120 }

/** Seconds that one exchange may take. */
export const defaultTimeLimit = 30

export interface PipelineOptions {
  readonly manifest: AdapterManifest
  readonly codec: OrderCodec
  readonly client: HttpClient
  readonly account: Account
  readonly tokens: AccessTokens | null
  /** The platform's address: what stands there fails together. */
  readonly address?: string
  readonly timeLimit?: number
  readonly retry?: RetryPolicy
  /** Query parameters that no span shows, beside those whose names say that they are secret: `sign`, `access_token`. */
  readonly privateParameters?: ReadonlyArray<string>
  /** Replaces the manifest's quota of an operation; `null` sends without one. */
  readonly quotas?: Readonly<Record<string, Quota | null>>
}

/** One call: the request is built, and signed, anew for every try. */
export interface Call {
  readonly operation: string
  readonly request: (token: AccessToken | null) => Effect.Effect<HttpClientRequest, AdapterError>
}

export interface RequestPipeline {
  readonly call: (call: Call) => Effect.Effect<OpenAnswer, AdapterError>
}

interface RetryState {
  readonly attempt: number
  readonly startedAt: number
  /** Milliseconds spent waiting for a turn. */
  readonly waited: Ref.Ref<number>
  readonly decodeRetried: boolean
  /** The token that the platform called dead in this call: it is replaced once. */
  readonly dead: AccessToken | null
}

export const makePipeline = (options: PipelineOptions): RequestPipeline => {
  const { account, client, codec, manifest, tokens } = options
  const timeLimit = options.timeLimit ?? defaultTimeLimit
  const policy = options.retry ?? defaultRetry
  // A token is fetched within a call: a key of its own, else a probe would be refused its token.
  const breakerKey = `${manifest.platform} ${options.address ?? ""}${tokens === null ? " token" : ""}`
  const quotaOf = (operation: string): Quota | null =>
    options.quotas?.[operation] !== undefined
      ? options.quotas[operation]
      : (manifest.operations[operation]?.quota ?? null)

  const paused = (call: Call, secondsLeft: number): AdapterError =>
    codec.failure(call.operation, { _tag: "RateLimited", retryAfter: Math.ceil(secondsLeft) })

  const takeTurn = (call: Call, waited: Ref.Ref<number>): Effect.Effect<void, AdapterError> =>
    Effect.gen(function* () {
      const quota = quotaOf(call.operation)
      if (quota === null) return
      const start = yield* Clock.currentTimeMillis
      yield* account
        .acquire(call.operation, quota, { now: policy.total, later: policy.total })
        .pipe(Effect.mapError(({ secondsLeft }) => paused(call, secondsLeft)))
      const end = yield* Clock.currentTimeMillis
      yield* Ref.update(waited, (before) => before + end - start)
    })

  const subjectOf = ({ operation }: Call) => ({ platform: manifest.platform, operation })

  const send = (call: Call, token: AccessToken | null): Effect.Effect<OpenAnswer, AdapterError> =>
    Effect.gen(function* () {
      const request = yield* call.request(token)
      const subject = subjectOf(call)
      const answer = yield* Effect.mapError(
        measureRequest(subject)(exchange(client, request, timeLimit, options.privateParameters)),
        (reason) => codec.failure(call.operation, reason)
      )
      return yield* Effect.tapError(openAnswer(call.operation, answer), ({ reason }) => {
        if (reason._tag === "RateLimited") {
          return account.refused(call.operation, quotaOf(call.operation), reason.retryAfter)
        }
        // A platform that is away may say for how long: its quota is not what was exceeded.
        return reason._tag === "PlatformUnavailable" && answer.retryAfter !== null
          ? account.refused(call.operation, null, answer.retryAfter)
          : Effect.void
      })
    })

  /** The body's own code counts before the status: platforms send both. */
  const openAnswer = (operation: string, answer: HttpAnswer): Effect.Effect<OpenAnswer, AdapterError> => {
    const opened = Effect.mapError(codec.open(operation, answer.body), (error) =>
      withRetryAfter(error, answer.retryAfter)
    )
    if (answer.status >= 200 && answer.status < 300) return opened
    const byStatus = codec.failure(operation, reasonOfStatus(answer))
    return Effect.flatMap(Effect.flip(Effect.andThen(opened, Effect.fail(byStatus))), (error) =>
      Effect.fail(error.reason._tag === "ResponseDecode" || error.reason._tag === "PlatformRejected" ? byStatus : error)
    )
  }

  const attempt = (call: Call, state: RetryState): Effect.Effect<OpenAnswer, AdapterError> =>
    Effect.gen(function* () {
      const pause = yield* account.pauseLeft(call.operation, quotaOf(call.operation))
      if (pause > 0 && (yield* isBeyondTotal(state, pause))) return yield* Effect.fail(paused(call, pause))
      // Behind the turn: a signature holds its time, and a token may die while its request waits.
      const turn = yield* Effect.result(measureQuotaWait(subjectOf(call))(takeTurn(call, state.waited)))
      if (Result.isFailure(turn)) return yield* recover(call, state, turn.failure, null)
      const token = tokens === null ? null : yield* state.dead === null ? tokens.get : tokens.replace(state.dead)
      // Asking for the token may have been refused, and pauses the whole account.
      if (token !== null && (yield* account.pauseLeft(call.operation, quotaOf(call.operation))) > 0)
        return yield* attempt(call, state)
      return yield* Effect.catch(send(call, token), (error) => recover(call, state, error, token))
    })

  const recover = (
    call: Call,
    state: RetryState,
    error: AdapterError,
    token: AccessToken | null
  ): Effect.Effect<OpenAnswer, AdapterError> =>
    Effect.gen(function* () {
      const { reason } = error
      if (
        reason._tag === "Authentication" &&
        reason.kind === "token" &&
        tokens !== null &&
        token !== null &&
        state.dead === null
      ) {
        return yield* attempt(call, { ...state, dead: token })
      }
      const decodeRetry = reason._tag === "ResponseDecode" && reason.position !== null && !state.decodeRetried
      if (!error.isRetryable && !decodeRetry) return yield* Effect.fail(error)
      if (state.attempt >= policy.times) return yield* Effect.fail(error)
      const pause = yield* account.pauseLeft(call.operation, quotaOf(call.operation))
      const delay = Math.max(yield* backoff(state.attempt), pause)
      if (yield* isBeyondTotal(state, delay)) {
        const tooLong = reason._tag === "RateLimited" || (pause > 0 && (yield* isBeyondTotal(state, pause)))
        return yield* Effect.fail(tooLong ? withPause(error, pause) : error)
      }
      yield* countRetry({ platform: manifest.platform, operation: call.operation }, reason._tag)
      yield* Effect.sleep(Duration.seconds(delay))
      return yield* attempt(call, {
        ...state,
        attempt: state.attempt + 1,
        decodeRetried: state.decodeRetried || decodeRetry
      })
    })

  /** Whether a wait of so many seconds, from now, outlasts the call's time: it is not begun. */
  const isBeyondTotal = (state: RetryState, wait: number): Effect.Effect<boolean> =>
    Effect.gen(function* () {
      const spent = (yield* Clock.currentTimeMillis) - state.startedAt - (yield* Ref.get(state.waited))
      return spent / 1000 + wait > policy.total
    })

  /** Full jitter: anywhere between nothing and the doubled bound. */
  const backoff = (attemptNumber: number): Effect.Effect<number> =>
    Effect.map(Random.next, (random) => random * Math.min(policy.cap, policy.base * 2 ** attemptNumber))

  return {
    call: (call) =>
      Effect.gen(function* () {
        const startedAt = yield* Clock.currentTimeMillis
        const waited = yield* Ref.make(0)
        return yield* attempt(call, { attempt: 0, startedAt, waited, decodeRetried: false, dead: null })
      }).pipe(
        account.breaker.guard(breakerKey, () => codec.failure(call.operation, { _tag: "PlatformUnavailable" })),
        Effect.withSpan("huidan.request", {
          kind: "client",
          attributes: { "huidan.platform": manifest.platform, "huidan.operation": call.operation }
        })
      )
  }
}

const reasonOfStatus = (answer: HttpAnswer): AdapterErrorReason => {
  if (answer.status === 429) return { _tag: "RateLimited", retryAfter: answer.retryAfter }
  if (answer.status >= 500) return { _tag: "PlatformUnavailable" }
  if (answer.status === 401) return { _tag: "Authentication", kind: "credentials" }
  if (answer.status === 403) return { _tag: "PermissionDenied" }
  return { _tag: "Configuration", detail: `the address answered HTTP ${answer.status}: check the base URL` }
}

/** The wait that the platform asked for may be shorter than the pause that follows from it. */
const withPause = (error: AdapterError, pause: number): AdapterError =>
  new AdapterError({ ...error, reason: { _tag: "RateLimited", retryAfter: Math.ceil(pause) } })

const withRetryAfter = (error: AdapterError, retryAfter: number | null): AdapterError =>
  error.reason._tag === "RateLimited" && error.reason.retryAfter === null && retryAfter !== null
    ? new AdapterError({ ...error, reason: { _tag: "RateLimited", retryAfter } })
    : error
