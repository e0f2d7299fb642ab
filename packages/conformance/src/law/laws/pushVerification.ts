/**
 * Push verification: every message of the platform is handed on, and no forged one is.
 *
 * Messages of the platform are handed on with the order's id and key, complete and in their order, and the platform
 * accepts the answer as "received". A wrong signature is refused; that of the secret before the current one is not, while
 * secrets are exchanged. A delivery with one changed bit is refused or means the same. A refused message has no effect on
 * later ones. If the signature covers the time, an old push is refused, and so is one from the future. A message of an
 * unknown kind is handed on as unknown, one that cannot be read as quarantined, with all of its text, and the others of
 * its push are handed on too.
 */
import { isQuarantined, type Order, type PushMessage, type PushRequest } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { TwinPush, TwinPushMessage } from "../../twin/definition/TwinPush.ts"
import { writeJson } from "../../twin/json/JsonNode.ts"
import { makeDice } from "../../world/Dice.ts"
import { scalarsOf } from "../answer/orderFields.ts"
import {
  areAbout,
  isAccepted,
  newMessages,
  oddMessage,
  pushOf,
  type Received,
  receive,
  sendNow
} from "../calls/deliveries.ts"
import { alterOneBit, type PushPart } from "../faults/alterOneBit.ts"
import { between, seedBelow, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breachesAt, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { notAtThisDoor } from "../trial/NothingAsked.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

type Way = "one message" | "several messages" | PushPart | "future" | "rotated" | "unknown" | "unreadable"

const named = (name: string, how: Way): LawCase<{ readonly how: Way }> => ({ name, trial: { how } })

export const pushVerification = makeLaw({
  name: "push-verification",
  promise: "every message of a push is handed on, and a forged push is refused",
  doors: "pushes",
  trials: Arbitrary.all({ seed: worldSeed, messages: between(2, 5), delivery: seedBelow(10_000) }),
  cases: ({ door, twin }) => {
    const push = door.push ?? twin.push
    return [
      named("one message", "one message"),
      named("several messages", "several messages"),
      ...(["body", "query", "header"] as const).map((part) => named(`a changed bit of the ${part}`, part)),
      ...(push?.coversTime ? [named("a push from the future", "future")] : []),
      ...(push?.rotated === undefined ? [] : [named("a push signed with the secret before", "rotated")]),
      ...(push?.unknown === undefined ? [] : [named("a message of an unknown kind", "unknown")]),
      ...(push?.unreadable === undefined ? [] : [named("a message that cannot be read", "unreadable")])
    ]
  },
  notDeclared: ({ manifest }) => (manifest.capabilities.receivePush ? null : "receivePush"),
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const push = yield* pushOf(subject)
        const { how } = trial
        const count = how === "one message" ? 1 : trial.messages
        const { adapter, twin } = yield* makeTrialShop(subject, {
          seed: trial.seed,
          orders: count,
          ...(how === "rotated" && push.rotated !== undefined ? { secrets: push.rotated } : {})
        })
        const dice = makeDice(trial.seed, "push", trial.delivery)
        const orders = twin.orders().slice(0, push.largestBatch)
        const send = (messages: ReadonlyArray<TwinPushMessage>, signer: "platform" | "stranger" = "platform") =>
          sendNow(push, messages, dice, signer)
        const hear = (request: PushRequest) => receive(adapter, request)
        const isHeard = (received: Received, about: ReadonlyArray<Order>, what: string) =>
          Effect.andThen(isAccepted(received, push, what), areAbout(received.messages, about, what))

        if (how === "unknown") {
          const unknown = oddMessage(push, "unknown", orders[0], dice)
          if (unknown === null) return
          const received = yield* hear(yield* send([unknown]))
          yield* isAccepted(received, push, "a message of an unknown kind")
          return yield* holds(isOneOfUnknownKind(received.messages), () => {
            const types = received.messages.map((message) => (isQuarantined(message) ? "unreadable" : message.type))
            return `a message of an unknown kind is handed on as ${JSON.stringify(types)}`
          })
        }
        if (how === "unreadable") {
          const bad = oddMessage(push, "unreadable", orders[0], dice)
          if (bad === null) return
          const others = push.largestBatch > 1 ? newMessages(push, orders, dice) : []
          const at = dice.between(0, others.length)
          const mixed = yield* hear(yield* send([...others.slice(0, at), bad, ...others.slice(at)]))
          return yield* isQuarantinedAt(mixed, { push, bad, at, others: others.length > 0 ? orders : [] })
        }
        if (how === "future") {
          const at = (yield* Clock.currentTimeMillis) + futureBy
          const early = yield* hear(
            yield* push.deliver(newMessages(push, orders, dice), { at, signer: "platform", dice })
          )
          return yield* isRefused(early, "clock", "a push with a time two hours from now")
        }
        if (how === "body" || how === "query" || how === "header") {
          for (let other = 0; other < alteredPushes; other++) {
            const unchanged = yield* send(newMessages(push, orders, dice))
            const altered = alterOneBit(unchanged, how, dice)
            if (altered === null) return yield* notAtThisDoor(`a push has no ${how}`)
            const first = yield* hear(altered.request)
            const second = yield* hear(unchanged)
            if (Result.isFailure(first.result) || first.messages.length === 0) {
              yield* isHeard(second, orders, "a push of which a forgery was refused before")
            } else {
              const what = `a push with ${altered.how}`
              yield* areAbout(first.messages, orders, what)
              yield* holds(
                second.messages.length === 0 || meaningOf(second.messages) === meaningOf(first.messages),
                () => `${what} is accepted with another meaning`
              )
            }
          }
          return
        }

        const request = yield* send(newMessages(push, orders, dice))
        yield* isHeard(
          yield* hear(request),
          orders,
          how === "rotated" ? "a push signed with the secret before" : "a push"
        )

        const forged = newMessages(push, orders, dice)
        const refused = yield* hear(yield* send(forged, "stranger"))
        yield* isRefused(refused, "signature", "a push with a wrong signature")
        yield* isHeard(yield* hear(yield* send(forged)), orders, "a push that was forged before")

        const single = newMessages(push, twin.orders(), dice)
        const ids = new Set<string>()
        for (const message of single.toReversed()) {
          const about = twin.orders().filter(({ orderId }) => orderId === message.orderId)
          const received = yield* hear(yield* send([message]))
          yield* isHeard(received, about, "a push out of order")
          for (const event of received.messages) if (!isQuarantined(event)) ids.add(event.id)
        }
        yield* holds(ids.size === single.length, () => `${single.length} messages have ${ids.size} different ids`)

        if (!push.coversTime) return
        yield* Effect.sleep(replayedAfter)
        yield* isRefused(yield* hear(request), "clock", `a push repeated after ${replayedAfter}`)
      }).pipe(breachesAt("receivePush"))
    )
})

/** How many pushes with a changed bit a trial delivers. */
const alteredPushes = 4

const replayedAfter = "2 hours"

/** Milliseconds. */
const futureBy = 2 * 3_600_000

/** The push is refused, and nothing of it is handed on. */
const isRefused = (
  { messages, result }: Received,
  kind: "signature" | "clock",
  what: string
): Effect.Effect<void, Breach> => {
  const reason = Result.isFailure(result) ? result.failure.reason : null
  return holds(reason?._tag === "Authentication" && reason.kind === kind && messages.length === 0, () => {
    const found = Result.isFailure(result) ? `fails: ${result.failure.message}` : "is accepted"
    return `${what} ${found}, with ${messages.length} messages handed on, not with Authentication(${kind})`
  })
}

const isOneOfUnknownKind = ([message, ...others]: ReadonlyArray<PushMessage>): boolean =>
  message !== undefined && others.length === 0 && !isQuarantined(message) && message.type.startsWith("unknown")

/** One message is quarantined, at its place and whole; the others are handed on. */
const isQuarantinedAt = (
  received: Received,
  {
    at,
    bad,
    others,
    push
  }: {
    readonly push: TwinPush
    readonly bad: TwinPushMessage
    readonly at: number
    readonly others: ReadonlyArray<Order>
  }
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const what = `a push with a message that cannot be read and ${others.length} others`
    yield* isAccepted(received, push, what)
    const { messages } = received
    const quarantined = messages[at]
    yield* holds(
      messages.length === others.length + 1 && quarantined !== undefined && isQuarantined(quarantined),
      () => `${what} hands on ${messages.length} messages, and not the quarantined one at its place`
    )
    yield* areAbout(
      messages.filter((_, place) => place !== at),
      others,
      what
    )
    if (quarantined === undefined || !isQuarantined(quarantined)) return
    const raw = JSON.stringify(Redacted.value(quarantined.raw))
    const lost = textsOf(bad).filter((text) => !raw.includes(text))
    yield* holds(lost.length === 0, () => `${what}: the quarantined message has lost a part of its text`)
  })

/** The texts of a message, as they are written in JSON, without quotation marks. */
const textsOf = ({ content }: TwinPushMessage): ReadonlyArray<string> =>
  scalarsOf(JSON.parse(writeJson(content))).flatMap(([, value]) =>
    typeof value === "string" ? [JSON.stringify(value).slice(1, -1)] : []
  )

const meaningOf = (messages: ReadonlyArray<PushMessage>): string =>
  JSON.stringify(
    messages.map((message) =>
      isQuarantined(message) ? message.fingerprint : [message.id, message.key, message.orderId, message.type]
    )
  )
