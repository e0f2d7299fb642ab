/** What happens at the platform: orders change, are created, and are pushed. */
import { type Dice, makeDice, type OrderChange } from "@huidan/conformance"
import type { Order, OrderId } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Machine, Process } from "./Process.ts"

/** What happened. */
export interface History {
  /** The states of each order, the first one first. */
  readonly states: Map<OrderId, Array<Order>>
  /** The last change, in Unix milliseconds by the platform's clock. */
  last: number
  /** How many pushes were acknowledged. */
  acknowledged: number
  /** The orders whose private texts were forgotten. */
  readonly forgotten: Set<OrderId>
}

export const makeHistory = ({ twin }: Machine): History => ({
  states: new Map(twin.orders().map((order) => [order.orderId, [order]])),
  last: 0,
  acknowledged: 0,
  forgotten: new Set()
})

/** How long the platform waits before it sends a push again that was not acknowledged; in milliseconds. */
const pushAgainAfter = 4000
/** How often it sends one. */
const mostDeliveries = 30
/** How long a person waits before an order is named again. */
const nameAgainAfter = 3000

/** Lets the platform live until its traffic ends. `current` is the process that runs. */
export const runTraffic = Effect.fnUntraced(function* (
  machine: Machine,
  history: History,
  current: () => Process | null,
  isOver: () => boolean
) {
  const { seed, world } = machine
  const dice = makeDice(seed, "traffic")
  yield* Effect.forEach(history.states.keys(), (orderId) => nameOrder(machine, current, orderId), { discard: true })
  for (;;) {
    yield* sleep(dice.between(1, 2 * world.changeEvery))
    if (isOver()) return
    const first = yield* dice.chance(0.15) ? machine.twin.createNow() : machine.twin.advanceAny()
    yield* happened(machine, history, current, dice, first, true)
    if (first === null || !dice.chance(world.burst)) continue
    yield* sleep(dice.between(1, 900))
    yield* happened(machine, history, current, dice, yield* machine.twin.advance(first.orderId), false)
  }
})

/** Notes a change. */
export const record = ({ clock, journal, world }: Machine, history: History, change: OrderChange | null): void => {
  if (change === null) return
  const { kind, order, orderId } = change
  history.states.set(orderId, [...(history.states.get(orderId) ?? []), order])
  history.last = clock.currentTimeMillisUnsafe() + world.ahead * 1000
  journal.push(`${clock.currentTimeMillisUnsafe()} platform: ${kind} ${orderId}`)
}

const happened = Effect.fnUntraced(function* (
  machine: Machine,
  history: History,
  current: () => Process | null,
  dice: Dice,
  change: OrderChange | null,
  isFirst: boolean
) {
  record(machine, history, change)
  if (change === null) return
  const { orderId } = change
  if (change.kind === "create") yield* nameOrder(machine, current, orderId)
  const { pushes } = machine.world
  if (pushes === null || dice.chance(pushes.lost) || (pushes.onlyFirst === true && !isFirst)) return
  const delays = [
    dice.between(50, pushes.delay),
    ...(dice.chance(pushes.twice) ? [dice.between(50, pushes.delay)] : [])
  ]
  for (const delay of delays) {
    yield* Effect.forkChild(Effect.andThen(sleep(delay), deliver(machine, history, current, change)))
  }
})

/** Sends a push until it is acknowledged. */
const deliver = Effect.fnUntraced(function* (
  { door, journal, twin }: Machine,
  history: History,
  current: () => Process | null,
  change: OrderChange
) {
  const push = door?.push ?? twin.definition.push
  for (let deliveries = 0; push !== undefined && deliveries < mostDeliveries; deliveries++) {
    const request = yield* twin.pushOf(change, door ?? undefined)
    const process = current()
    const answer = request === null || process === null ? null : yield* process.receive(request)
    if (answer !== null && push.accepts(answer)) {
      history.acknowledged += 1
      journal.push(`${yield* Clock.currentTimeMillis} platform: push ${change.number} was acknowledged`)
      return
    }
    yield* sleep(pushAgainAfter)
  }
})

/** A person wants the order, and tries again while no process takes the wish. */
const nameOrder = (machine: Machine, current: () => Process | null, orderId: OrderId): Effect.Effect<void> =>
  machine.world.named
    ? Effect.gen(function* () {
        while (!(yield* current()?.want([orderId]) ?? Effect.succeed(false))) yield* sleep(nameAgainAfter)
      })
    : Effect.void

const sleep = (millis: number): Effect.Effect<void> => Effect.sleep(Duration.millis(millis))
