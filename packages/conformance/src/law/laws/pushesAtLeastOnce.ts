/**
 * Pushes at least once: a message is done when it was handled, and not before.
 *
 * A message whose handler fails is handled again when the platform sends it again, and only it: the others of its push are
 * handled all the same. A message that is being handled is not handled at the same time, and a copy of it is answered with
 * 503, however many there are. If the program that handles it dies, the message is free again within ten minutes. A message
 * that was handled is not handled again.
 */
import { AdapterError, isQuarantined, type OrderAdapter, type PushMessage } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as Scope from "effect/Scope"
import type { TwinPush, TwinPushMessage } from "../../twin/definition/TwinPush.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import {
  answerOf,
  isAccepted,
  newMessages,
  oddMessage,
  pushOf,
  type Received,
  receive,
  sendNow
} from "../calls/deliveries.ts"
import { between, seedBelow, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, breachesAt, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

type How =
  | "fails once"
  | "unreadable"
  | "one of several"
  | "copy while running"
  | "copy of a failing one"
  | "fifty copies"
  | "crash"
  | "given up"
  | "done"

const named = (name: string, how: How): LawCase<{ readonly how: How }> => ({ name, trial: { how } })

export const pushesAtLeastOnce = makeLaw({
  name: "pushes-at-least-once",
  promise: "a message of a push is handled until that succeeds, by one at a time, and then no more",
  doors: "pushes",
  trials: Arbitrary.all({ seed: worldSeed, messages: between(2, 5), delivery: seedBelow(10_000) }),
  cases: ({ door, twin }) => {
    const push = door.push ?? twin.push
    return [
      named("a handler that fails once", "fails once"),
      ...(push?.unreadable === undefined ? [] : [named("a message that cannot be read", "unreadable")]),
      ...(push !== undefined && push.largestBatch > 1 ? [named("one message of several fails", "one of several")] : []),
      named("a copy while the message is handled", "copy while running"),
      named("a copy while the message is handled, which fails", "copy of a failing one"),
      named("fifty copies at once", "fifty copies"),
      named("a program that dies while it handles", "crash"),
      named("a delivery that is given up", "given up"),
      named("a message that was handled", "done")
    ]
  },
  notDeclared: ({ manifest }) => (manifest.capabilities.receivePush ? null : "receivePush"),
  keep: ({ delivery, how, messages: count, seed }, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const push = yield* pushOf(subject)
        const { adapter, anotherAdapter, twin } = yield* makeTrialShop(subject, { seed, orders: count })
        const dice = makeDice(seed, "push", delivery)
        const orders = twin.orders().slice(0, push.largestBatch)
        const bad = how === "unreadable" ? oddMessage(push, "unreadable", orders[0], dice) : null
        const sent =
          bad === null ? newMessages(push, how === "one of several" ? orders : orders.slice(0, 1), dice) : [bad]
        const trial = { adapter, push, sent, dice, failure: failures[dice.between(0, failures.length - 1)] }
        switch (how) {
          case "fails once":
          case "unreadable":
            return yield* failsOnce(trial)
          case "one of several":
            return yield* failsAlone(trial)
          case "copy while running":
            return yield* isHandledMeanwhile(trial, false)
          case "copy of a failing one":
            return yield* isHandledMeanwhile(trial, true)
          case "fifty copies":
            return yield* isHandledByOneAtATime(trial)
          case "crash":
            return yield* isTakenOver(trial, yield* anotherAdapter)
          case "given up":
            return yield* isFreeWhenGivenUp(trial)
          case "done":
            return yield* staysDone(trial)
        }
      }).pipe(breachesAt("receivePush"))
    )
})

/** How a handler can fail. */
const failures = [
  Effect.fail({ _tag: "DatabaseAway" }),
  Effect.fail(new AdapterError({ platform: "-", reason: { _tag: "Authentication", kind: "token" } })),
  Effect.fail("no error at all"),
  Effect.die(new TypeError("a mistake of the handler"))
] as const

interface Trial {
  readonly adapter: OrderAdapter
  readonly push: TwinPush
  readonly sent: ReadonlyArray<TwinPushMessage>
  readonly dice: Dice
  readonly failure: (typeof failures)[number] | undefined
}

type Respond = Parameters<typeof receive>[2]

/** The platform sends the messages, signed at this moment. */
const deliver = ({ adapter, dice, push, sent }: Trial, respond?: Respond): Effect.Effect<Received> =>
  Effect.flatMap(sendNow(push, sent, dice), (request) => receive(adapter, request, respond))

const failing = ({ failure }: Trial): Effect.Effect<void, unknown> => failure ?? Effect.void

/** The platform is asked to send the messages again. */
const isToComeAgain = (received: Received, { push }: Trial, what: string): Effect.Effect<void, Breach> =>
  Effect.flatMap(answerOf(received, what), (answer) =>
    holds(
      answer.status === 503 && !push.accepts(answer),
      () => `${what} is answered with status ${answer.status}, not with 503`
    )
  )

const hands = (received: Received, count: number, what: string): Effect.Effect<void, Breach> =>
  holds(received.messages.length === count, () => `${what} hands on ${received.messages.length} messages, not ${count}`)

/** The messages were handled: they are accepted, and not handled again. */
const isDone = (trial: Trial, what: string): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const again = yield* deliver(trial)
    yield* hands(again, 0, what)
    yield* isAccepted(again, trial.push, what)
  })

const failsOnce = (trial: Trial): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const first = yield* deliver(trial, () => failing(trial))
    yield* hands(first, 1, "a push")
    yield* isToComeAgain(first, trial, "a push whose handler fails")
    const second = yield* deliver(trial)
    yield* hands(second, 1, "a push whose handler failed before")
    yield* isAccepted(second, trial.push, "a push whose handler failed before")
    yield* isDone(trial, "a push that was handled at the second time")
  })

const failsAlone = (trial: Trial): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { push, sent } = trial
    const place = trial.dice.between(0, sent.length - 1)
    const first = yield* deliver(trial, (index) => (index === place ? failing(trial) : Effect.void))
    yield* hands(first, sent.length, `a push of ${sent.length} messages, of which one fails,`)
    yield* isToComeAgain(first, trial, "a push of which one message fails")
    const second = yield* deliver(trial)
    yield* holds(
      JSON.stringify(second.messages.map(idOf)) === JSON.stringify(first.messages.slice(place, place + 1).map(idOf)),
      () =>
        `a push of which one message failed before hands on ${second.messages.length} messages, not the one that failed`
    )
    yield* isAccepted(second, push, "a push of which one message failed before")
    yield* isDone(trial, "a push whose messages were all handled")
  })

const idOf = (message: PushMessage): string => (isQuarantined(message) ? message.fingerprint : message.id)

const isHandledMeanwhile = (trial: Trial, fails: boolean): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const ending = fails ? failing(trial) : Effect.void
    const first = yield* Effect.forkScoped(deliver(trial, () => Effect.andThen(Effect.sleep("10 seconds"), ending)))
    yield* Effect.sleep(trial.dice.between(1, 9_000))
    const copy = yield* deliver(trial)
    yield* hands(copy, 0, "a copy of a push that is being handled")
    yield* isToComeAgain(copy, trial, "a copy of a push that is being handled")
    const ended = yield* Fiber.join(first)
    yield* hands(ended, 1, "a push")
    if (!fails) yield* isAccepted(ended, trial.push, "a push that came again while it was handled")
    else {
      yield* isToComeAgain(ended, trial, "a push whose handler fails")
      const later = yield* deliver(trial)
      yield* hands(later, 1, "a push whose handler failed after a copy had come")
      yield* isAccepted(later, trial.push, "a push whose handler failed after a copy had come")
    }
    yield* isDone(trial, "a push that was handled")
  })

const copies = 50

const isHandledByOneAtATime = (trial: Trial): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { dice, push } = trial
    const state = { running: 0, most: 0, successes: 0, early: 0 }
    /** The first few times it fails. */
    let failuresLeft = dice.between(0, 2)
    const handle = Effect.gen(function* () {
      state.running += 1
      state.most = Math.max(state.most, state.running)
      const fails = failuresLeft > 0
      failuresLeft -= 1
      yield* Effect.sleep("1 second")
      state.running -= 1
      if (fails) yield* failing(trial)
      state.successes += 1
    })
    /** Together, or within three seconds. */
    const spread = dice.chance(0.5) ? 0 : 3000
    const delays = Array.from({ length: copies }, () => dice.between(0, spread))
    yield* Effect.forEach(
      delays,
      (delay) =>
        Effect.gen(function* () {
          yield* Effect.sleep(delay)
          const received = yield* deliver(trial, () => handle)
          const answer = yield* answerOf(received, "a copy of a push")
          if (push.accepts(answer) && state.successes === 0) state.early += 1
        }),
      { concurrency: "unbounded", discard: true }
    )
    yield* holds(
      state.early === 0,
      () => `${state.early} of ${copies} copies are accepted before the message was handled`
    )
    for (let round = 0; round < 4 && state.successes === 0; round++) yield* deliver(trial, () => handle)
    yield* holds(
      state.most === 1 && state.successes === 1,
      () =>
        `of ${copies} copies of a push, ${state.most} are handled at the same time and ${state.successes} with success, not one`
    )
    yield* isDone(trial, "a push that came in fifty copies")
  })

/** A handler that never ends stands for a program that died: nothing is done, nothing is released. */
const isTakenOver = (trial: Trial, other: OrderAdapter): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const first = yield* Effect.forkScoped(deliver(trial, () => Effect.never))
    yield* Effect.sleep("1 second")
    yield* isHandledInTheEnd({ ...trial, adapter: other }, "a push whose program died while it was handled")
    yield* Fiber.interrupt(first)
    yield* isDone(trial, "a push that another program handled")
  })

const isFreeWhenGivenUp = (trial: Trial): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const first = yield* Effect.forkScoped(deliver(trial, () => Effect.sleep("10 seconds")))
    yield* Effect.sleep(trial.dice.between(1, 9_000))
    yield* Fiber.interrupt(first)
    yield* isHandledInTheEnd(trial, "a push that was given up while it was handled")
    yield* isDone(trial, "a push that was handled at the second time")
  })

/** Times that the platform sends a push again, every half minute. */
const rounds = 20

/** The push, sent again every half minute, is answered with 503 until it is handled, within ten minutes. */
const isHandledInTheEnd = (trial: Trial, what: string): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    for (let round = 0; round < rounds; round++) {
      const received = yield* deliver(trial)
      if (received.messages.length > 0) return yield* isAccepted(received, trial.push, what)
      yield* isToComeAgain(received, trial, what)
      yield* Effect.sleep("30 seconds")
    }
    return yield* breach(`${what} is not handled within ten minutes`)
  })

const staysDone = (trial: Trial): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const first = yield* deliver(trial)
    yield* hands(first, 1, "a push")
    yield* isAccepted(first, trial.push, "a push")
    // Signatures that cover no time are valid for ever; those that do are renewed for as long as the platform repeats.
    for (const wait of trial.push.coversTime ? sameDay : sameWeek) {
      yield* Effect.sleep(wait)
      yield* isDone(trial, `a push that was handled ${wait} before`)
    }
  })

const sameDay = ["1 second", "5 minutes", "20 hours"] as const
const sameWeek = [...sameDay, "5 days"] as const
