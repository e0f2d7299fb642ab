/** Mistakes by which a message of a push is lost, or handled more often than it needs to be. */
import { isQuarantined, type OrderAdapter, type PushMessage } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withPush } from "./changes.ts"

type Receive = OrderAdapter["receivePush"]

const nameOf = (message: PushMessage): string =>
  isQuarantined(message) ? message.fingerprint : `${message.key} ${message.type} ${message.id}`

/** A handler whose failures nobody hears of. */
const deaf =
  (receive: Receive): Receive =>
  (request, handle) =>
    receive(request, (message) => Effect.ignoreCause(handle(message)))

/** What is noted before it is handled. Handling happens outside of what the sound adapter takes care of. */
const notedFirst = (receive: Receive): Receive => {
  const noted = new Set<string>()
  return (request, handle) =>
    receive(request, (message) =>
      Effect.suspend(() => {
        if (noted.has(nameOf(message))) return Effect.void
        noted.add(nameOf(message))
        return handle(message)
      })
    )
}

/** The first failure ends the push, and the messages behind it are done. */
const endedByFailure =
  (receive: Receive): Receive =>
  (request, handle) => {
    let hasFailed = false
    return receive(request, (message) =>
      hasFailed
        ? Effect.void
        : Effect.onExit(handle(message), (exit) =>
            Effect.sync(() => {
              hasFailed ||= Exit.isFailure(exit)
            })
          )
    )
  }

/** A copy of what is being handled gets the answer that the platform takes for "received". */
const copyAcknowledged =
  (receive: Receive): Receive =>
  (request, handle) => {
    let isHandled = false
    return Effect.map(
      receive(request, (message) => {
        isHandled = true
        return handle(message)
      }),
      (answer) =>
        answer.status === 503 && !isHandled ? { status: 200, headers: {}, body: '{"code":0,"msg":"success"}' } : answer
    )
  }

export const pushesDoneTooEarly: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a push whose handler fails is acknowledged",
    breaks: "pushes-at-least-once",
    follows: {},
    subject: withPush(sound.doudian, deaf)
  },
  {
    mistake: "a message of a push is noted before it is handled",
    breaks: "pushes-at-least-once",
    follows: {},
    subject: withPush(sound.xiaoe, notedFirst)
  },
  {
    mistake: "one message that fails ends its push",
    breaks: "pushes-at-least-once",
    follows: {},
    subject: withPush(sound.doudian, endedByFailure)
  },
  {
    mistake: "a copy of a push that is being handled is acknowledged",
    breaks: "pushes-at-least-once",
    follows: {},
    subject: withPush(sound.doudian, copyAcknowledged)
  }
]
