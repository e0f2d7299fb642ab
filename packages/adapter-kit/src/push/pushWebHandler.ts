import {
  AdapterError,
  isAdapterError,
  type PushAnswer,
  type PushMessage,
  type PushRequest,
  schemaProblems
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { boundedBody, TooLong } from "../calls/boundedBody.ts"

/** What verifies and reads pushes: an `OrderClient`. */
export interface PushReceiver {
  readonly receivePush: (request: PushRequest, handle: (message: PushMessage) => Promise<void>) => Promise<PushAnswer>
}

/** What happens with pushes. */
export interface PushHandlerOptions {
  /**
   * Called with every message, one after the other; only one that takes longer than its lease no longer keeps the next one
   * waiting. A message is done when its promise resolves. If it rejects or throws, with whatever error, the answer is 503,
   * and the platform sends the message again.
   */
  readonly handle: (message: PushMessage) => PromiseLike<void> | void
  /**
   * Seconds within which the platform is answered; 4 unless given, because Doudian waits for 5. If the messages are not
   * handled by then, the answer is 503 and they are still handled: sent again, they are found to be done.
   */
  readonly acknowledgeWithin?: number
  /**
   * Bytes that the body of a push may have; 1 048 576 (1 MiB) unless given. A longer one is not read to its end, and is
   * answered with 413: nobody has verified it yet.
   */
  readonly bodyLimit?: number
  /**
   * Called with every error: what `handle` rejected with, and its message; why a push was refused, or was answered before
   * it was handled, without a message. It also gets what is too private for the log. The answer waits for it, within
   * `acknowledgeWithin`; nothing else does.
   */
  readonly onError?: (error: unknown, message: PushMessage | null) => PromiseLike<void> | void
}

const isFunction = (value: unknown): value is (...values: ReadonlyArray<never>) => unknown =>
  typeof value === "function"
const Callable = Schema.declare(isFunction, { expected: "a function" })

const Options = Schema.Struct({
  handle: Callable,
  acknowledgeWithin: Schema.optional(Schema.Number.check(Schema.isGreaterThan(0))),
  bodyLimit: Schema.optional(Schema.Int.check(Schema.isGreaterThan(0))),
  onError: Schema.optional(Callable)
})
const decode = Schema.decodeUnknownResult(Options, { errors: "all", onExcessProperty: "error" })

/** What is wrong with what a handler is made of; `null` if nothing is. */
const mistakeIn = (receiver: unknown, options: unknown): AdapterError | null => {
  const problems = Result.getOrElse(
    Result.try(() => {
      const decoded = decode(options)
      return [
        ...(isFunction(Reflect.get(Object(receiver), "receivePush")) ? [] : ["the client has no `receivePush`"]),
        ...(Result.isSuccess(decoded) ? [] : schemaProblems(decoded.failure.issue))
      ]
    }),
    () => ["the options cannot be read"]
  )
  if (problems.length === 0) return null
  const detail = `\`pushWebHandler\` cannot use what it was given: ${problems.join("; ")}`
  return new AdapterError({ platform: "@huidan/adapter-kit", reason: { _tag: "Configuration", detail } })
}

const standardSeconds = 4
const standardBodyLimit = 1_048_576

/**
 * Receives pushes in any framework with web standards: `Request → Response`. Never throws, and its promises never reject.
 *
 * The answer is the platform's own if every message was handled; 503 if one was not, or not in time; 401 for a push that is
 * forged or too old, 400 for a request that is no push, 413 for a body that is too long. Everything else that goes wrong, such as a missing secret, is
 * answered with 500. So is every push if the options are wrong: the console says so when the handler is made, and
 * `onError` is called with `Configuration`.
 */
export const pushWebHandler = (receiver: PushReceiver, options: PushHandlerOptions) => {
  const mistake = mistakeIn(receiver, options)
  if (mistake !== null) Effect.runFork(Effect.logError(mistake.message))
  const {
    acknowledgeWithin = standardSeconds,
    bodyLimit = standardBodyLimit,
    handle,
    onError
  } = mistake === null ? options : wrong(options)

  return async (request: Request): Promise<Response> => {
    const reports: Array<Promise<void>> = []
    const report = (error: unknown, message: PushMessage | null): void => {
      const told = async () => onError?.(error, message)
      // An error of the function that is called with errors is nobody's to hear.
      reports.push(told().catch(() => undefined))
    }
    /** A message that failed is free again at once: nothing waits here for `onError`. */
    const handled = async (message: PushMessage): Promise<void> => {
      try {
        await handle(message)
      } catch (error) {
        report(error, message)
        throw error
      }
    }
    const answer = async (): Promise<Response> => {
      try {
        if (mistake !== null) throw mistake
        const body = await bodyOf(request, bodyLimit)
        if (body === null) {
          report(tooLong(bodyLimit), null)
          return new Response(null, { status: 413 })
        }
        const push = {
          method: request.method,
          url: request.url,
          headers: Object.fromEntries(request.headers),
          body
        }
        return responseOf(await receiver.receivePush(push, handled))
      } catch (error) {
        report(error, null)
        return new Response(null, { status: refusalStatus(error) })
      }
    }

    const time = startTime(acknowledgeWithin)
    const answered = await Promise.race([answer(), time.isOver])
    if (answered === null) report(lateness(acknowledgeWithin), null)
    else await Promise.race([Promise.all(reports), time.isOver])
    time.stop()
    // The platform sends the push again.
    return answered ?? new Response(null, { status: 503 })
  }
}

/** The body of a request; `null` if it is longer than the limit. */
const bodyOf = async ({ body }: Request, limit: number): Promise<Uint8Array<ArrayBuffer> | null> => {
  if (body === null) return new Uint8Array()
  const stream = Stream.fromReadableStream({ evaluate: () => body, onError: (error) => error })
  const read = await Effect.runPromise(Effect.result(boundedBody(stream, limit)))
  if (Result.isSuccess(read)) return read.success
  if (read.failure instanceof TooLong) return null
  throw read.failure
}

const tooLong = (limit: number): AdapterError =>
  new AdapterError({
    platform: "@huidan/adapter-kit",
    reason: {
      _tag: "InvalidRequest",
      detail: `the body of a push is longer than ${limit} bytes (option \`bodyLimit\` of \`pushWebHandler\`)`
    }
  })

/** Options that cannot be used: nothing is handled, and `onError` gets the reason if there is one. */
const wrong = (options: unknown): PushHandlerOptions => {
  const onError = Result.try((): unknown => Reflect.get(Object(options), "onError"))
  return {
    handle: () => undefined,
    ...(Result.isSuccess(onError) && isErrorListener(onError.success) ? { onError: onError.success } : {})
  }
}

const isErrorListener = (value: unknown): value is NonNullable<PushHandlerOptions["onError"]> => isFunction(value)

/** Answers of these statuses cannot have a body. */
const withoutBody: ReadonlySet<number> = new Set([204, 205, 304])

const responseOf = ({ body, headers, status }: PushAnswer): Response =>
  new Response(body === "" || withoutBody.has(status) ? null : body, { status, headers })

/** A wrong configuration is ours, not the platform's: it sends the push again, and gets in when that is mended. */
const refusalStatus = (error: unknown): number => {
  const tag = Result.try(() => (isAdapterError(error) ? error.reason._tag : null))
  if (Result.isFailure(tag)) return 500
  return tag.success === "Authentication" ? 401 : tag.success === "InvalidRequest" ? 400 : 500
}

const lateness = (seconds: number): Error =>
  new Error(`the push was not handled within ${seconds} s: it was answered with 503, and is still being handled`)

/** The longest time that a timer takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1

/** A time that is over after so many seconds, unless it is stopped. */
const startTime = (seconds: number): { readonly isOver: Promise<null>; readonly stop: () => void } => {
  let stop = (): void => undefined
  const isOver = new Promise<null>((resolve) => {
    const timer = setTimeout(() => resolve(null), Math.min(seconds * 1000, longestTimer))
    stop = () => clearTimeout(timer)
  })
  return { isOver, stop }
}
