/** What can become of a platform's orders: which state leads to which, and which fields change. */
import type { Order } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import type { TrueOrderContext } from "../TrueOrderContext.ts"
import type { TrueState } from "../TrueState.ts"

/** What happens to an order. */
export type TransitionKind =
  /** A payment fails, or is not decided yet. */
  | "try-to-pay"
  | "pay-deposit"
  | "pay"
  /** A paid order that waited (for its group) is accepted. */
  | "confirm"
  /** Some lines leave, or some pieces of the only line. */
  | "ship-part"
  /** Everything leaves that has not left yet. */
  | "ship"
  | "complete"
  | "close"
  | "open-after-sale"
  /** An after-sale fails, or ends without money. */
  | "end-after-sale"
  | "refund-part"
  | "refund-all"

/** A state and one that it leads to. */
export interface TrueTransition {
  readonly kind: TransitionKind
  readonly from: TrueState
  readonly to: TrueState
}

/** One transition of one order. */
export interface TrueStep {
  readonly kind: TransitionKind
  readonly before: Order
  readonly to: TrueState
  /** When it happens: a whole second, not before any time of the order so far. */
  readonly at: DateTime.Utc
  /** Its dice are those of the change. `index` is 0: take ids from the dice. */
  readonly context: TrueOrderContext
}

/** Changes or clears one field. The same order if it cannot be changed now. */
export type FieldChange = (order: Order, context: TrueOrderContext) => Order

/** How orders of a platform change. */
export interface TrueChanges {
  /** `transitionsAmong` gives those that are possible on most platforms. */
  readonly transitions: ReadonlyArray<TrueTransition>
  /** By name, such as `seller note`; `fieldChanges` has some. */
  readonly fields: Readonly<Record<string, FieldChange>>
  /**
   * Changes an order after a transition to what only this platform has, as `limits.refine` does for a new order; `null`
   * if this order cannot make the transition. Ids and the times of creation and update must stay the same.
   */
  readonly refine?: (order: Order, step: TrueStep) => Order | null
}
