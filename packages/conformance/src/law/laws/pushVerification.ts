/**
 * Push verification: every message of the platform is delivered, and no forged one is.
 *
 * Messages of the platform are delivered with the order's id and key, complete and in their order, and the platform
 * accepts the answer as "received". A wrong signature is refused. A delivery with one changed bit is refused or means
 * the same. A refused message has no effect on later ones. A message that comes again is marked as a duplicate; if the
 * signature covers the time, an old one is refused, and so is one from the future. A message of an unknown kind is
 * acknowledged and delivered as unknown. A message that cannot be read is a failure of its own, and the others of its
 * push are delivered.
 */
import type { AdapterError, Order, PushDelivery, PushEvent, PushRequest } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { TwinPush, TwinPushMessage } from "../../twin/definition/TwinPush.ts"
import { makeDice } from "../../world/Dice.ts"
import { alterOneBit, type PushPart } from "../faults/alterOneBit.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, breachesAt, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { notAtThisDoor } from "../trial/NothingAsked.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

/** Adapters of one process share the log of messages, so no two trials may send the same message. */
let sequence = 0

type Way = "one message" | "several messages" | PushPart | "future" | "unknown" | "unreadable"

const named = (name: string, how: Way): LawCase<{ readonly how: Way }> => ({ name, trial: { how } })

export const pushVerification = makeLaw({
  name: "push-verification",
  promise: "every push is delivered, a repeated one is marked as a duplicate, and a forged one is refused",
  doors: "pushes",
  trials: Arbitrary.all({ seed: worldSeed, messages: between(2, 5), delivery: between(0, 9_999) }),
  cases: ({ door, twin }) => {
    const push = door.push ?? twin.push
    return [
      named("one message", "one message"),
      named("several messages", "several messages"),
      ...(["body", "query", "header"] as const).map((part) => named(`a changed bit of the ${part}`, part)),
      ...(push?.coversTime ? [named("a push from the future", "future")] : []),
      ...(push?.unknown === undefined ? [] : [named("a message of an unknown kind", "unknown")]),
      ...(push?.unreadable === undefined ? [] : [named("a message that cannot be read", "unreadable")])
    ]
  },
  notDeclared: ({ manifest }) => (manifest.capabilities.receivePush ? null : "receivePush"),
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const push = subject.door.push ?? subject.twin.push
        if (push === undefined)
          return yield* breach("receivePush is declared, but the twin cannot push: give it a `push`")
        const { how } = trial
        const count = how === "one message" ? 1 : trial.messages
        const { adapter, twin } = yield* makeTrialShop(subject, { seed: trial.seed, orders: count })
        const dice = makeDice(trial.seed, "push", trial.delivery)
        const now = yield* Clock.currentTimeMillis
        const orders = twin.orders().slice(0, push.largestBatch)
        const messagesAbout = (some: ReadonlyArray<Order>): ReadonlyArray<TwinPushMessage> =>
          some.map((order) => push.message(order, ++sequence, dice))
        const send = (messages: ReadonlyArray<TwinPushMessage>, signer: "platform" | "stranger" = "platform") =>
          push.deliver(messages, { at: now, signer, dice })
        const receive = (request: PushRequest) => Effect.result(adapter.receivePush(request))

        if (how === "unknown") {
          const [order] = orders
          if (push.unknown === undefined || order === undefined) return
          const unknown = yield* receive(yield* send([push.unknown(order, ++sequence, dice)]))
          return yield* isDeliveredAsUnknown(unknown, push)
        }
        if (how === "unreadable") {
          const [order] = orders
          if (push.unreadable === undefined || order === undefined) return
          const others = push.largestBatch > 1 ? messagesAbout(orders) : []
          const bad = push.unreadable(order, ++sequence, dice)
          const at = dice.between(0, others.length)
          const mixed = yield* receive(yield* send([...others.slice(0, at), bad, ...others.slice(at)]))
          return yield* isAFailureAlone(mixed, push, others.length > 0 ? orders : [])
        }
        if (how === "future") {
          const request = yield* push.deliver(messagesAbout(orders), { at: now + futureBy, signer: "platform", dice })
          const early = yield* receive(request)
          return yield* holds(
            early._tag === "Failure" && isAuthentication(early.failure, "clock"),
            () => `a push with a time two hours from now ${resultOf(early)}, not with Authentication(clock)`
          )
        }
        if (how === "body" || how === "query" || how === "header") {
          for (let other = 0; other < alteredPushes; other++) {
            const unchanged = yield* send(messagesAbout(orders))
            const altered = alterOneBit(unchanged, how, dice)
            if (altered === null) return yield* notAtThisDoor(`a push has no ${how}`)
            const result = yield* receive(altered.request)
            const events = yield* delivered(yield* receive(unchanged), push, orders, "a push")
            if (result._tag === "Failure") yield* areMarked(events, false, "a message that was refused before")
            else {
              yield* holds(
                result.success.events.length === 0 || meaningOf(result.success.events) === meaningOf(events),
                () => `a push with ${altered.how} is accepted with another meaning`
              )
            }
          }
          return
        }

        const request = yield* send(messagesAbout(orders))
        const first = yield* delivered(yield* receive(request), push, orders, "a push")
        yield* areMarked(first, false, "a new message")
        yield* areMarked(
          yield* delivered(yield* receive(request), push, orders, "a repeated push"),
          true,
          "a repeated message"
        )

        const forged = messagesAbout(orders)
        yield* isForgery(yield* receive(yield* send(forged, "stranger")))
        const afterForgery = yield* delivered(yield* receive(yield* send(forged)), push, orders, "a push")
        yield* areMarked(afterForgery, false, "a message that was forged before")

        const single = messagesAbout(twin.orders())
        const ids = new Set<string>()
        for (const message of single.toReversed()) {
          const order = twin.orders().filter(({ orderId }) => orderId === message.orderId)
          const found = yield* delivered(yield* receive(yield* send([message])), push, order, "a push out of order")
          for (const { id } of found) ids.add(id)
        }
        yield* holds(ids.size === single.length, () => `${single.length} messages have ${ids.size} different ids`)

        yield* Effect.sleep(replayedAfter)
        const late = yield* receive(request)
        if (push.coversTime) {
          yield* holds(
            late._tag === "Failure" && isAuthentication(late.failure, "clock"),
            () => `a push repeated after ${replayedAfter} ${resultOf(late)}, not with Authentication(clock)`
          )
        } else {
          const again = yield* delivered(late, push, orders, `a push repeated after ${replayedAfter}`)
          yield* areMarked(again, true, `a message repeated after ${replayedAfter}`)
        }
      }).pipe(breachesAt("receivePush"))
    )
})

/** How many pushes with a changed bit a trial delivers. */
const alteredPushes = 4

const replayedAfter = "2 hours"

/** Milliseconds. */
const futureBy = 2 * 3_600_000

type Received =
  | { readonly _tag: "Success"; readonly success: PushDelivery }
  | { readonly _tag: "Failure"; readonly failure: AdapterError }

const isAuthentication = ({ reason }: AdapterError, kind: "signature" | "clock"): boolean =>
  reason._tag === "Authentication" && reason.kind === kind

const resultOf = (received: Received): string =>
  received._tag === "Success" ? "is delivered" : `fails: ${received.failure.message}`

/** The events of a delivery: one for each order, in this order. */
const delivered = (
  received: Received,
  push: TwinPush,
  orders: ReadonlyArray<Order>,
  what: string
): Effect.Effect<ReadonlyArray<PushEvent>, Breach> =>
  Effect.gen(function* () {
    if (received._tag === "Failure") return yield* breach(`${what} fails: ${received.failure.message}`)
    const { acknowledgement, events, failures } = received.success
    yield* holds(failures.length === 0, () => `${what}: ${failures[0]?.message}`)
    yield* holds(
      JSON.stringify(events.map(({ key, orderId }) => [orderId, key])) ===
        JSON.stringify(orders.map(({ key, orderId }) => [orderId, key])),
      () => `${what} about ${orders.length} orders has events of ${JSON.stringify(events.map(({ key }) => key))}`
    )
    yield* holds(push.accepts(acknowledgement), () => `${what}: the platform does not accept the answer as "received"`)
    return events
  })

const areMarked = (events: ReadonlyArray<PushEvent>, duplicate: boolean, what: string): Effect.Effect<void, Breach> =>
  holds(
    events.every((event) => event.duplicate === duplicate),
    () => `${what} is ${duplicate ? "not " : ""}marked as a duplicate`
  )

const isForgery = (received: Received): Effect.Effect<void, Breach> =>
  holds(
    received._tag === "Failure" && isAuthentication(received.failure, "signature"),
    () => `a push with a wrong signature ${resultOf(received)}, not with Authentication(signature)`
  )

const isDeliveredAsUnknown = (received: Received, push: TwinPush): Effect.Effect<void, Breach> =>
  received._tag === "Failure"
    ? breach(`a message of an unknown kind fails: ${received.failure.message}`)
    : holds(
        push.accepts(received.success.acknowledgement) &&
          received.success.events.length === 1 &&
          received.success.events.every(({ type }) => type.startsWith("unknown")),
        () =>
          `a message of an unknown kind is delivered as ${JSON.stringify(received.success.events.map(({ type }) => type))}`
      )

/** One message cannot be read, the others are delivered. */
const isAFailureAlone = (
  received: Received,
  push: TwinPush,
  others: ReadonlyArray<Order>
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const what = `a push with a message that cannot be read and ${others.length} others`
    if (received._tag === "Failure") {
      return yield* holds(others.length === 0, () => `${what} fails as a whole: ${received.failure.message}`)
    }
    const { acknowledgement, events, failures } = received.success
    yield* holds(failures.length === 1, () => `${what} has ${failures.length} failures`)
    yield* holds(
      JSON.stringify(events.map(({ orderId }) => orderId)) === JSON.stringify(others.map(({ orderId }) => orderId)),
      () => `${what} delivers ${events.length} messages`
    )
    yield* holds(push.accepts(acknowledgement), () => `${what}: the platform does not accept the answer as "received"`)
  })

const meaningOf = (events: ReadonlyArray<PushEvent>): string =>
  JSON.stringify(events.map(({ id, key, orderId, type }) => [id, key, orderId, type]))
