/**
 * Push verification: only what the platform says is heard, once, and nothing of it is lost.
 *
 * Honest messages are delivered with the order's number and key, all of a delivery and in its order, and the platform
 * takes the answer as "received". A stranger's signature is refused; a delivery with one bit changed is refused or means
 * the same; what is refused leaves no trace. A message that comes again is marked as a duplicate, and where the signature
 * covers the time an old one is refused. A kind of message that no document knows is acknowledged, and delivered as
 * unknown.
 */
import type { AdapterError, Order, PushDelivery, PushEvent, PushRequest } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { TwinPush, TwinPushMessage } from "../../twin/definition/TwinPush.ts"
import { makeDice } from "../../world/Dice.ts"
import { alterOneBit } from "../faults/alterOneBit.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { atOpening, openShop } from "../trial/TrialShop.ts"

/** Adapters of one process remember each other's messages: no two trials may send the same. */
let sequence = 0

export const pushVerification = makeLaw({
  name: "push-verification",
  promise: "only what the platform pushes is heard, once, and nothing of it is lost",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, messages: between(1, 5), delivery: between(0, 9_999) }),
  notDeclared: ({ manifest }) => (manifest.capabilities.receivePush ? null : "receivePush"),
  keep: (trial, subject) =>
    atOpening(
      Effect.gen(function* () {
        const push = subject.door.push ?? subject.twin.push
        if (push === undefined)
          return yield* breach("receivePush is declared, and the twin cannot push: let it have `push`")
        const { adapter, twin } = yield* openShop(subject, { seed: trial.seed, orders: trial.messages })
        const dice = makeDice(trial.seed, "push", trial.delivery)
        const now = yield* Clock.currentTimeMillis
        const speaking = twin.orders().slice(0, push.largestBatch)
        const messagesOf = (orders: ReadonlyArray<Order>): ReadonlyArray<TwinPushMessage> =>
          orders.map((order) => push.message(order, ++sequence, dice))
        const send = (messages: ReadonlyArray<TwinPushMessage>, signer: "platform" | "stranger" = "platform") =>
          push.deliver(messages, { at: now, signer, dice })
        const receive = (request: PushRequest) => Effect.result(adapter.receivePush(request))

        const request = yield* send(messagesOf(speaking))
        const first = yield* delivered(yield* receive(request), push, speaking, "an honest push")
        yield* areMarked(first, false, "a new message")
        yield* areMarked(
          yield* delivered(yield* receive(request), push, speaking, "a push that came again"),
          true,
          "a message that came again"
        )

        const forged = messagesOf(speaking)
        yield* isForgery(yield* receive(yield* send(forged, "stranger")))
        const afterForgery = yield* delivered(yield* receive(yield* send(forged)), push, speaking, "an honest push")
        yield* areMarked(afterForgery, false, "a message that a stranger sent before")

        const altered = yield* send(messagesOf(speaking))
        const change = alterOneBit(altered, dice)
        const heard = yield* receive(change.request)
        const honest = yield* delivered(yield* receive(altered), push, speaking, "an honest push")
        if (heard._tag === "Failure") yield* areMarked(honest, false, "a message that was refused before")
        else {
          yield* holds(
            heard.success.events.length === 0 || told(heard.success.events) === told(honest),
            () => `a push with ${change.how} is heard as another one`
          )
        }

        const apart = messagesOf(twin.orders())
        const ids = new Set<string>()
        for (const message of apart.toReversed()) {
          const order = twin.orders().filter(({ orderId }) => orderId === message.orderId)
          const events = yield* delivered(yield* receive(yield* send([message])), push, order, "a push out of turn")
          for (const { id } of events) ids.add(id)
        }
        yield* holds(ids.size === apart.length, () => `${apart.length} messages have ${ids.size} different ids`)

        const [order] = speaking
        if (push.unknown !== undefined && order !== undefined) {
          const strange = yield* receive(yield* send([push.unknown(order, ++sequence, dice)]))
          yield* isHeardAsUnknown(strange, push)
        }

        yield* Effect.sleep(replayedAfter)
        const late = yield* receive(request)
        if (push.coversTime) {
          yield* holds(
            late._tag === "Failure" && isAuthentication(late.failure, "clock"),
            () => `a push of ${replayedAfter} before ${endOf(late)}, not as Authentication(clock)`
          )
        } else {
          const events = yield* delivered(late, push, speaking, "a push that came again late")
          yield* areMarked(events, true, "a message that came again late")
        }
      })
    )
})

const replayedAfter = "2 hours"

type Heard =
  | { readonly _tag: "Success"; readonly success: PushDelivery }
  | { readonly _tag: "Failure"; readonly failure: AdapterError }

const isAuthentication = ({ reason }: AdapterError, kind: "signature" | "clock"): boolean =>
  reason._tag === "Authentication" && reason.kind === kind

const endOf = (heard: Heard): string => (heard._tag === "Success" ? "is delivered" : `fails: ${heard.failure.message}`)

/** Its events, one for each order, in their order. */
const delivered = (
  heard: Heard,
  push: TwinPush,
  orders: ReadonlyArray<Order>,
  what: string
): Effect.Effect<ReadonlyArray<PushEvent>, Breach> =>
  Effect.gen(function* () {
    if (heard._tag === "Failure") return yield* breach(`${what} fails: ${heard.failure.message}`)
    const { acknowledgement, events, failures } = heard.success
    yield* holds(failures.length === 0, () => `${what}: ${failures[0]?.message}`)
    yield* holds(
      JSON.stringify(events.map(({ key, orderId }) => [orderId, key])) ===
        JSON.stringify(orders.map(({ key, orderId }) => [orderId, key])),
      () => `${what} about ${orders.length} orders tells of ${JSON.stringify(events.map(({ key }) => key))}`
    )
    yield* holds(push.accepts(acknowledgement), () => `${what}: the platform does not take the answer as "received"`)
    return events
  })

const areMarked = (events: ReadonlyArray<PushEvent>, duplicate: boolean, what: string): Effect.Effect<void, Breach> =>
  holds(
    events.every((event) => event.duplicate === duplicate),
    () => `${what} is ${duplicate ? "not " : ""}marked as a duplicate`
  )

const isForgery = (heard: Heard): Effect.Effect<void, Breach> =>
  holds(
    heard._tag === "Failure" && isAuthentication(heard.failure, "signature"),
    () => `a stranger's push ${endOf(heard)}, not as Authentication(signature)`
  )

const isHeardAsUnknown = (heard: Heard, push: TwinPush): Effect.Effect<void, Breach> =>
  heard._tag === "Failure"
    ? breach(`a message of an unknown kind fails: ${heard.failure.message}`)
    : holds(
        push.accepts(heard.success.acknowledgement) &&
          heard.success.events.length === 1 &&
          heard.success.events.every(({ type }) => type.startsWith("unknown")),
        () =>
          `a message of an unknown kind is delivered as ${JSON.stringify(heard.success.events.map(({ type }) => type))}`
      )

const told = (events: ReadonlyArray<PushEvent>): string =>
  JSON.stringify(events.map(({ id, key, orderId, type }) => [id, key, orderId, type]))
