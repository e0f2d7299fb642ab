import { type AdapterError, isAdapterError, type PushAnswer, type PushMessage, type PushRequest } from "@huidan/core"

/** What verifies and reads pushes: an `OrderClient`. */
export interface PushReceiver {
  readonly receivePush: (request: PushRequest, handle: (message: PushMessage) => Promise<void>) => Promise<PushAnswer>
}

/** What happens with pushes. */
export interface PushHandlerOptions {
  /**
   * Called with every message, one after the other. A message is done when its promise resolves. If it rejects or throws,
   * with whatever error, the answer is 503, and the platform sends the message again.
   */
  readonly handle: (message: PushMessage) => PromiseLike<void> | void
  /**
   * Seconds within which the platform is answered; 4 unless given, because Doudian waits for 5. If the messages are not
   * handled by then, the answer is 503 and they are still handled: sent again, they are found to be done.
   */
  readonly acknowledgeWithin?: number
  /**
   * Called with every error: what `handle` rejected with, and its message; why a push was refused, or was answered before
   * it was handled, without a message. It also gets what is too private for the log.
   */
  readonly onError?: (error: unknown, message: PushMessage | null) => PromiseLike<void> | void
}

const standardSeconds = 4

/** Asks the platform to send the push again. */
const unavailable: PushAnswer = { status: 503, headers: {}, body: "" }

/**
 * Receives pushes in any framework with web standards: `Request → Response`. Never rejects.
 *
 * The answer is the platform's own if every message was handled; 503 if one was not, or not in time; 401 for a push that is
 * forged or too old, 400 for a request that is no push. Everything else that goes wrong, such as a missing secret, is
 * answered with 500.
 */
export const pushWebHandler = (receiver: PushReceiver, options: PushHandlerOptions) => {
  const { acknowledgeWithin = standardSeconds, handle, onError } = options

  const report = async (error: unknown, message: PushMessage | null): Promise<void> => {
    try {
      await onError?.(error, message)
    } catch {
      // An error of the function that is told of errors has nobody left to be told.
    }
  }

  const reported = async (message: PushMessage): Promise<void> => {
    try {
      await handle(message)
    } catch (error) {
      await report(error, message)
      throw error
    }
  }

  /** Never rejects. */
  const answerTo = async (request: Request): Promise<PushAnswer> => {
    try {
      const push = {
        method: request.method,
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: new Uint8Array(await request.arrayBuffer())
      }
      return await receiver.receivePush(push, reported)
    } catch (error) {
      await report(error, null)
      return { status: isAdapterError(error) ? refusalStatus(error) : 500, headers: {}, body: "" }
    }
  }

  return async (request: Request): Promise<Response> => {
    const { body, headers, status } = await within(acknowledgeWithin, answerTo(request), () => {
      void report(lateness(acknowledgeWithin), null)
      return unavailable
    })
    return new Response(body === "" || withoutBody.has(status) ? null : body, { status, headers })
  }
}

/** Answers of these statuses cannot have a body. */
const withoutBody: ReadonlySet<number> = new Set([204, 205, 304])

/** A wrong configuration is ours, not the platform's: it sends the push again, and gets in when that is mended. */
const refusalStatus = ({ reason }: AdapterError): number => {
  switch (reason._tag) {
    case "Authentication":
      return 401
    case "InvalidRequest":
      return 400
    default:
      return 500
  }
}

const lateness = (seconds: number): Error =>
  new Error(`the push was not handled within ${seconds} s: it was answered with 503, and is still being handled`)

/** The longest time that a timer takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1

/** What a promise gives, or `late` if it takes longer. The promise, which never rejects, goes on. */
const within = <A>(seconds: number, self: Promise<A>, late: () => A): Promise<A> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(late()), Math.min(seconds * 1000, longestTimer))
    void self.then((value) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
