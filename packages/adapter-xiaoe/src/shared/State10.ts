/** `order_state` of version 1.0, which detail and list share. Version 2.0 has other codes under the same name. */
import { Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, CloseReason, PaymentState, TradeState } from "@huidan/core"
import { decodeCode } from "./Code.ts"

export interface OrderState10 {
  readonly trade: TradeState
  readonly payment: PaymentState
  readonly afterSale: AfterSaleState
  readonly closeReason: CloseReason | null
}

const state = (
  trade: TradeState,
  payment: PaymentState,
  afterSale: AfterSaleState = "none",
  closeReason: CloseReason | null = null
): OrderState10 => ({ trade, payment, afterSale, closeReason })

/** `order_state`: what it says by itself. */
export const orderStates10: Readonly<Record<string, OrderState10>> = {
  0: state("pending", "unpaid"),
  1: state("active", "paid"),
  2: state("pending", "failed"),
  3: state("closed", "paid", "refunded", "refunded"),
  4: state("pending", "partially_paid"),
  5: state("pending", "processing"),
  6: state("closed", "unpaid", "none", "timeout"),
  7: state("closed", "unpaid", "none", "buyer_cancelled"),
  8: state("active", "paid", "in_progress"),
  9: state("active", "paid", "failed"),
  10: state("closed", "paid", "refunded", "refunded"),
  11: state("active", "paid", "partially_refunded")
}

const unknownState = state("unknown", "unknown", "unknown")

export const orderState10 = (code: Traced.Traced<string | null>): Traced.Traced<OrderState10 | null> =>
  decodeCode(code, orderStates10, "order_state", unknownState)

/** Nothing to ship, or received: a paid order in one of these is completed. */
export const finishedShipStates: ReadonlySet<string | null> = new Set(["0", "3"])

/** `order_state`; `ship_state` decides whether a paid order is completed. */
export const tradeByShipping10 = (
  state: Traced.Traced<OrderState10 | null>,
  shipState: Traced.Traced<string | null>
): Traced.Traced<TradeState | null> =>
  Traced.combine(
    [state, shipState],
    "order_state; completed when ship_state is 3, or 0 (nothing to ship)",
    (known, ship) => (known?.trade === "active" && finishedShipStates.has(ship) ? "completed" : (known?.trade ?? null))
  )

/** 3 (已退款) is also how a failed group purchase ends. */
const refundedByPlatform = "3"

/** `team_buy_state` (拼团状态): 0 is open, 1 complete, 2 failed, −1 none. */
export const teamBuyStates: Readonly<Record<string, "group_failed" | null>> = {
  "-1": null,
  0: null,
  1: null,
  2: "group_failed"
}

export const closeReason10 = (
  state: Traced.Traced<OrderState10 | null>,
  code: Traced.Traced<string | null>,
  teamBuyState: Traced.Traced<string | null>
): Traced.Traced<CloseReason | null> =>
  Traced.combine(
    [state, code, Traced.knownCode(teamBuyState, teamBuyStates, "team_buy_state")],
    "order_state; 3 with team_buy_state 2 is group_failed",
    (known, orderState, team) =>
      (orderState === refundedByPlatform ? Traced.entryOf(teamBuyStates, team) : null) ?? known?.closeReason ?? null
  )

/** The after-sale state of `order_state`; where that says none, the one of another field. */
export const afterSale10 = (
  state: Traced.Traced<OrderState10 | null>,
  other: Traced.Traced<AfterSaleState | null>
): Traced.Traced<AfterSaleState | null> =>
  Traced.combine([state, other], `order_state; where it says none, ${other.rule}`, (known, elsewhere) =>
    known === null || known.afterSale === "none" ? (elsewhere ?? known?.afterSale ?? null) : known.afterSale
  )

export const payment10 = (state: Traced.Traced<OrderState10 | null>): Traced.Traced<PaymentState | null> =>
  state.map(({ payment }) => payment, "order_state")
