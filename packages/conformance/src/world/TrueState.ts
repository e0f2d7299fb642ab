/** The states that orders of a platform can have. */
import type {
  AfterSaleState,
  CloseReason,
  FulfilmentState,
  Order,
  PaymentState,
  SettlementState,
  TradeState
} from "@huidan/core"

/** One state that an order of the platform can have, on all axes at once. */
export interface TrueState {
  readonly trade: TradeState
  readonly payment: PaymentState
  readonly fulfilment: FulfilmentState
  readonly afterSale: AfterSaleState
  /** `null` if the platform says nothing about settlement. The kit replaces it if `has.settlement` is set. */
  readonly settlement: SettlementState | null
  /** `null` unless the order is closed. */
  readonly closeReason: CloseReason | null
  /** The codes by which the platform says this state: `status.raw` of the order. Empty if left out. */
  readonly raw?: Order["status"]["raw"]
}
