/** Which kind, state and way of delivery an order has: only those that go together. */
import type { DeliveryMethod, OrderKind } from "@huidan/core"
import type { ChosenCombination, TrueOrderContext, TrueOrderLimits, TrueState } from "./TrueOrderLimits.ts"
import type { OrderPlan } from "./traits/OrderPlan.ts"
import type { TrueTrait } from "./traits/TrueTrait.ts"

type Choices<A> = readonly [A, ...ReadonlyArray<A>]

/** Has the state of the plan, and what its trait needs, if the limits allow it. */
export const chooseCombination = (
  limits: TrueOrderLimits,
  context: TrueOrderContext,
  plan: OrderPlan
): ChosenCombination => {
  const fits = (state: TrueState, kind: OrderKind, method: DeliveryMethod): boolean =>
    (plan.state === null || plan.state === state) &&
    (plan.trait === null || suits(limits, plan.trait, { state, kind, method })) &&
    goTogether(limits, { state, kind, method })
  const { deliveryMethods, kinds, states } = limits
  const state = context.dice.pick(
    those(states, (each) => kinds.some((kind) => deliveryMethods.some((method) => fits(each, kind, method))))
  )
  const kind = inTurn("kind", kinds, context, (each) => deliveryMethods.some((method) => fits(state, each, method)))
  const method = inTurn("delivery method", deliveryMethods, context, (each) => fits(state, kind, each))
  return { state, kind, method }
}

/** The choices that fit; all of them if none does. */
const those = <A>(choices: Choices<A>, fits: (choice: A) => boolean): Choices<A> => {
  const [first, ...others] = choices.filter(fits)
  return first === undefined ? choices : [first, ...others]
}

/** The choice whose turn it is; if it does not fit, any that does. */
const inTurn = <A>(
  what: string,
  choices: Choices<A>,
  { dice, planned, turn }: TrueOrderContext,
  fits: (choice: A) => boolean
): A => {
  if (!planned) return dice.pick(those(choices, fits))
  const [first, ...others] = new Set(choices)
  const next = turn(what, [first ?? choices[0], ...others])
  return fits(next) ? next : dice.pick(those(choices, fits))
}

export const goTogether = (limits: TrueOrderLimits, { kind, method, state }: ChosenCombination): boolean => {
  const needed: OrderKind | null =
    state.payment === "partially_paid" ? "presale" : state.closeReason === "group_failed" ? "group_buy" : null
  if (needed !== null && kind !== needed && limits.kinds.includes(needed)) return false
  return (
    limits.together === undefined ||
    limits.together.some(
      ({ deliveryMethods, kinds, states }) =>
        (states?.includes(state) ?? true) &&
        (kinds?.includes(kind) ?? true) &&
        (deliveryMethods?.includes(method) ?? true)
    )
  )
}

/** Whether an order with this combination can have the trait. */
const suits = (limits: TrueOrderLimits, trait: TrueTrait, combination: ChosenCombination): boolean =>
  (needs[trait]?.(combination) ?? true) && (limits.suits?.(trait, combination) ?? true)

const byParcel = ({ method }: ChosenCombination): boolean => method === "express"

const wholeParcels = (combination: ChosenCombination): boolean =>
  byParcel(combination) && ["shipped", "delivered"].includes(combination.state.fulfilment)

const refundable = ({ state }: ChosenCombination): boolean =>
  ["in_progress", "partially_refunded", "refunded"].includes(state.afterSale)

const needs: Readonly<Partial<Record<TrueTrait, (combination: ChosenCombination) => boolean>>> = {
  "several parcels": wholeParcels,
  "parcel of several lines": wholeParcels,
  "partial parcel": wholeParcels,
  "several refunds": refundable,
  "several refunds of one line": refundable,
  "many refunds": ({ state }) => state.afterSale === "refunded",
  "gift order": ({ kind }) => kind === "gift",
  presale: ({ kind }) => kind === "presale",
  instalments: ({ kind, state }) => kind === "presale" && state.payment === "paid",
  "zero amount": ({ state }) => state.payment === "paid" && state.afterSale === "none",
  "rare characters in an address": byParcel,
  "telephone with +86": byParcel,
  "private text in several forms": byParcel
}
