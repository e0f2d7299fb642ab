/** Pushes of a trial: what is sent, and what an adapter hands on of it. */
import {
  type AdapterError,
  isQuarantined,
  type Order,
  type OrderAdapter,
  type PushAnswer,
  type PushMessage,
  type PushRequest
} from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { TwinPush, TwinPushMessage } from "../../twin/definition/TwinPush.ts"
import type { Dice } from "../../world/Dice.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import type { Subject } from "../trial/Subject.ts"

/** How the platform pushes at the door of a trial; a breach if the twin cannot say it. */
export const pushOf = ({ door, twin }: Subject): Effect.Effect<TwinPush, Breach> => {
  const push = door.push ?? twin.push
  return push === undefined
    ? breach("receivePush is declared, but the twin cannot push: give it a `push`")
    : Effect.succeed(push)
}

/**
 * Adapters of one process share what they remember of messages, so no two trials may send the same message. All numbers
 * have ten digits: a message differs in these digits alone, whatever ran before.
 */
let sequence = 1_000_000_000

/** One new message about each order. */
export const newMessages = (push: TwinPush, orders: ReadonlyArray<Order>, dice: Dice): ReadonlyArray<TwinPushMessage> =>
  orders.map((order) => push.message(order, ++sequence, dice))

/** A new message of one of the other kinds that a platform sends; `null` if it has none or there is no order. */
export const oddMessage = (
  push: TwinPush,
  kind: "unknown" | "unreadable",
  order: Order | undefined,
  dice: Dice
): TwinPushMessage | null => (order === undefined ? null : (push[kind]?.(order, ++sequence, dice) ?? null))

/** A request that delivers messages, sent and signed at this moment. */
export const sendNow = (
  push: TwinPush,
  messages: ReadonlyArray<TwinPushMessage>,
  dice: Dice,
  signer: "platform" | "stranger" = "platform"
): Effect.Effect<PushRequest> =>
  Effect.flatMap(Clock.currentTimeMillis, (at) => push.deliver(messages, { at, signer, dice }))

/** What an adapter did with a push. */
export interface Received {
  readonly result: Result.Result<PushAnswer, AdapterError>
  /** What it handed on, in this order. */
  readonly messages: ReadonlyArray<PushMessage>
}

/** Lets an adapter receive a push. `respond` is what the program does with the nth message, from 0; nothing unless given. */
export const receive = (
  adapter: OrderAdapter,
  request: PushRequest,
  respond: (index: number) => Effect.Effect<void, unknown> = () => Effect.void
): Effect.Effect<Received> =>
  Effect.gen(function* () {
    const messages: Array<PushMessage> = []
    const result = yield* Effect.result(
      adapter.receivePush(request, (message) =>
        Effect.suspend(() => {
          messages.push(message)
          return respond(messages.length - 1)
        })
      )
    )
    return { result, messages }
  })

/** The answer to a push; a breach if there is none. */
export const answerOf = ({ result }: Received, what: string): Effect.Effect<PushAnswer, Breach> =>
  Result.isSuccess(result) ? Effect.succeed(result.success) : breach(`${what} fails: ${result.failure.message}`)

/** The push is answered so that the platform counts it as received. */
export const isAccepted = (received: Received, push: TwinPush, what: string): Effect.Effect<void, Breach> =>
  Effect.flatMap(answerOf(received, what), (answer) =>
    holds(
      push.accepts(answer),
      () => `${what} is answered with status ${answer.status}, which the platform does not take for "received"`
    )
  )

/** The messages are one about each order, in this order, and none of them is quarantined. */
export const areAbout = (
  messages: ReadonlyArray<PushMessage>,
  orders: ReadonlyArray<Order>,
  what: string
): Effect.Effect<void, Breach> =>
  holds(
    JSON.stringify(messages.map(subjectOf)) === JSON.stringify(orders.map(({ key, orderId }) => [orderId, key])),
    () =>
      `${what} about ${orders.length} ${orders.length === 1 ? "order" : "orders"} hands on ${
        messages.length === 0 ? "no message" : `messages about ${JSON.stringify(messages.map(subjectOf))}`
      }`
  )

const subjectOf = (message: PushMessage) =>
  isQuarantined(message) ? "one that cannot be read" : [message.orderId, message.key]
