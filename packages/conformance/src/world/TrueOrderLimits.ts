/** Which orders a platform can have: the limits within which `makeTrueOrders` makes them from a seed. */
import type {
  AfterSaleState,
  CloseReason,
  DeliveryMethod,
  DiscountBearer,
  DiscountKind,
  FulfilmentState,
  LineType,
  MinorUnits,
  Order,
  OrderId,
  OrderKind,
  PaymentMethod,
  PaymentState,
  SettlementState,
  TradeState
} from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import type { Dice } from "./Dice.ts"

/** One state that an order of the platform can be in, all axes at once. */
export interface TrueState {
  readonly trade: TradeState
  readonly payment: PaymentState
  readonly fulfilment: FulfilmentState
  readonly afterSale: AfterSaleState
  readonly settlement: SettlementState | null
  readonly closeReason: CloseReason | null
}

/** A discount that the platform has, and who bears it there. */
export interface TrueDiscount {
  readonly kind: DiscountKind
  readonly bearer: DiscountBearer | null
}

export interface TrueOrderLimits {
  readonly shop: { readonly id: string; readonly name: string | null }
  /** A kind listed twice is twice as frequent. */
  readonly kinds: readonly [OrderKind, ...ReadonlyArray<OrderKind>]
  /** A state listed twice is twice as frequent. Take them from `trueStates`, or write your own. */
  readonly states: readonly [TrueState, ...ReadonlyArray<TrueState>]
  readonly lineTypes: readonly [LineType, ...ReadonlyArray<LineType>]
  readonly deliveryMethods: readonly [DeliveryMethod, ...ReadonlyArray<DeliveryMethod>]
  readonly paymentMethods: readonly [PaymentMethod, ...ReadonlyArray<PaymentMethod>]
  readonly discounts: ReadonlyArray<TrueDiscount>
  readonly maxLines: number
  /** In fen, for one piece; prices of 0 and 1 fen occur at every limit. */
  readonly maxUnitPrice: MinorUnits
  /** The share of pieces that cost anything up to the limit, evenly by order of magnitude; 0.05 where left out. */
  readonly dearShare?: number
  /** Whether orders have tax or packing beside goods and freight. */
  readonly charges: boolean
  /** Whether the seller can change a price after the order was made (up or down). */
  readonly adjustments: boolean
  /** How the platform shows private text. `cipher` writes it in the platform's own cipher shape. */
  readonly privacy: { readonly form: "plain" } | { readonly form: "masked" } | EncryptedPrivacy
  readonly has: TrueOrderParts
  /** Unique for `index` and `seed`: build it on `trueId` where the platform's ids are 64-bit numbers. */
  readonly orderId: (context: TrueOrderContext) => OrderId
  /** The last word on an order: what is so on this platform alone. Ids and times must stay. */
  readonly refine?: (order: Order, context: TrueOrderContext) => Order
}

export interface EncryptedPrivacy {
  readonly form: "encrypted"
  readonly cipher: (plain: string, what: PrivateKind, dice: Dice) => string
}

export type PrivateKind = "name" | "phone" | "address" | "code"

/** What an order can hold besides ordinary lines; a part that is `false` never occurs. */
export interface TrueOrderParts {
  readonly bundles: boolean
  readonly giftLines: boolean
  /** Instalments of a presale, for orders of kind `presale`. */
  readonly phases: boolean
  readonly vouchers: boolean
  readonly participants: boolean
  readonly parties: boolean
  readonly commissions: boolean
  readonly invoice: boolean
  readonly refundRecords: boolean
  readonly settlement: boolean
}

export interface TrueOrderContext {
  readonly index: number
  readonly seed: number
  readonly createdAt: DateTime.Utc
  readonly dice: Dice
}

/**
 * A 64-bit id as text, beyond what a double holds, unique for seed (up to 99 999), index (up to 999 999) and part
 * (up to 9 999: 0 for the order itself, others for its lines and products).
 */
export const trueId = (context: Pick<TrueOrderContext, "index" | "seed">, part = 0): string =>
  `17${String(context.seed % 100_000).padStart(5, "0")}${String(context.index).padStart(6, "0")}${String(part).padStart(4, "0")}${((context.seed + context.index * 7 + part * 3) % 9) + 1}${(context.index * 31 + part) % 10}`

/** No part at all: `{ ...noParts, commissions: true }`. */
export const noParts: TrueOrderParts = {
  bundles: false,
  giftLines: false,
  phases: false,
  vouchers: false,
  participants: false,
  parties: false,
  commissions: false,
  invoice: false,
  refundRecords: false,
  settlement: false
}
