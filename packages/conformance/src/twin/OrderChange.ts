/** Changes of a twin's orders while it runs: one order after another becomes something else, by seed. */
import type { Order, OrderId } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { TransitionKind, TrueTransition } from "../world/changes/TrueChanges.ts"
import { takeFieldChange, takeTransition, transitionsOf } from "../world/changes/takeStep.ts"
import { makeDice } from "../world/Dice.ts"
import type { OrderShelf } from "../world/OrderShelf.ts"
import type { TrueOrderContext } from "../world/TrueOrderContext.ts"
import type { TwinDefinition } from "./definition/TwinDefinition.ts"

/** What happened to an order: `pay`, `ship-part`, `create`, or `change seller note`. */
export type ChangeKind = TransitionKind | "create" | `change ${string}`

/** One change of one order. */
export interface OrderChange {
  /** Larger than that of every change before. */
  readonly number: number
  readonly orderId: OrderId
  readonly kind: ChangeKind
  /** When it happened, by the platform's clock. The order's update time is the whole second of it. */
  readonly at: DateTime.Utc
  /** `null` if the order was created. */
  readonly before: Order | null
  /** The order after the change. */
  readonly order: Order
}

/** Changes orders at the time of Effect's clock (and `aheadSeconds`). The same seed and calls make the same changes. */
export interface OrderChanges {
  /**
   * Makes one change of the order that its state allows, of this kind if one is given; `null` if there is none, or no
   * such order, or it cannot be decoded.
   */
  readonly advance: (orderId: OrderId, kind?: ChangeKind) => Effect.Effect<OrderChange | null>
  /** Makes one change of any order, mostly of one that gets into another state by it; `null` if it finds none. */
  readonly advanceAny: () => Effect.Effect<OrderChange | null>
  /** Creates an order; `null` if the platform has no state of a new order. */
  readonly createNow: () => Effect.Effect<OrderChange | null>
}

interface Parts {
  readonly definition: TwinDefinition
  readonly seed: number
  readonly aheadMillis: number
  readonly shelf: OrderShelf
  readonly isPoisoned: (orderId: OrderId) => boolean
  readonly makeOrder: (at: number) => Order | null
}

/** How often a change is one of a field, if the order can also get into another state. */
const fieldShare = 0.25

/** How many orders are tried for a change, by seed. */
const mostTries = 20

export const makeOrderChanges = ({
  aheadMillis,
  definition: { limits, platform },
  isPoisoned,
  makeOrder,
  seed,
  shelf
}: Parts): OrderChanges => {
  let number = 0
  const fields = Object.keys(limits.changes?.fields ?? {})
  const now = Effect.map(Clock.currentTimeMillis, (millis) => millis + aheadMillis)
  const contextOf = (what: OrderId): TrueOrderContext => {
    number += 1
    const dice = makeDice(platform, seed, "change", number, what)
    return {
      index: 0,
      seed,
      createdAt: shelf.find(what)?.times.created ?? DateTime.makeUnsafe(0),
      dice,
      wants: () => false,
      planned: false,
      turn: (_, choices) => dice.pick(choices)
    }
  }
  const put = (change: Omit<OrderChange, "number" | "orderId">): OrderChange => {
    shelf.change(change.order, DateTime.toEpochMillis(change.at))
    return { number, orderId: change.order.orderId, ...change }
  }

  const change = (orderId: OrderId, millis: number, isWanted: (kind: ChangeKind) => boolean): OrderChange | null => {
    const before = shelf.find(orderId)
    if (before === undefined || isPoisoned(orderId)) return null
    const at = DateTime.makeUnsafe(millis)
    const context = contextOf(orderId)
    const transitions = inAnyOrder(transitionsOf(limits, before), context).map(
      (transition): Choice => ({
        kind: transition.kind,
        take: () => takeTransition(limits, before, transition, at, context)
      })
    )
    const ofFields = fields.map(
      (field): Choice => ({
        kind: `change ${field}`,
        take: () => takeFieldChange(limits, before, field, at, context)
      })
    )
    const field = context.dice.pickFrom(ofFields.filter(({ kind }) => isWanted(kind)))
    const choices = field === undefined ? transitions : [...transitions, field]
    for (const { kind, take } of context.dice.chance(fieldShare) ? choices.toReversed() : choices) {
      const order = isWanted(kind) ? take() : null
      if (order !== null) return put({ kind, at, before, order })
    }
    return null
  }

  const changeAny = (millis: number, isWanted: (kind: ChangeKind) => boolean): OrderChange | null => {
    for (let tries = 0; tries < mostTries; tries++) {
      const orderId = makeDice(platform, seed, "any order", number, tries).pickFrom(shelf.ids())
      const made = orderId === undefined ? null : change(orderId, millis, isWanted)
      if (made !== null) return made
    }
    return null
  }

  return {
    advance: (orderId, kind) =>
      Effect.map(now, (millis) => change(orderId, millis, (each) => kind === undefined || each === kind)),
    advanceAny: () =>
      Effect.map(now, (millis) => {
        const ofState = makeDice(platform, seed, "any change", number).chance(fieldShare)
          ? null
          : changeAny(millis, (kind) => !isOfField(kind))
        return ofState ?? changeAny(millis, () => true)
      }),
    createNow: () =>
      Effect.map(now, (millis) => {
        const made = makeOrder(millis)
        if (made === null) return null
        number += 1
        const order = { ...made, times: { ...made.times, updated: made.times.created } }
        return put({ kind: "create", at: DateTime.makeUnsafe(millis), before: null, order })
      })
  }
}

const isOfField = (kind: ChangeKind): boolean => kind.startsWith("change ")

interface Choice {
  readonly kind: ChangeKind
  readonly take: () => Order | null
}

/** A kind with many transitions comes first no more often than one with few. */
const inAnyOrder = (
  transitions: ReadonlyArray<TrueTransition>,
  { dice }: TrueOrderContext
): ReadonlyArray<TrueTransition> => {
  const places = new Map(transitions.map(({ kind }) => [kind, 0]))
  for (const kind of places.keys()) places.set(kind, dice.between(0, 999_999))
  return transitions
    .map((transition) => ({ transition, place: places.get(transition.kind) ?? 0, own: dice.between(0, 999_999) }))
    .toSorted((left, right) => left.place - right.place || left.own - right.own)
    .map(({ transition }) => transition)
}
