/** Which orders a platform can have. The kit makes true orders within these limits, from a seed. */
import type {
  DeliveryMethod,
  DiscountBearer,
  DiscountKind,
  LineType,
  MinorUnits,
  Order,
  OrderId,
  OrderKind,
  PaymentMethod
} from "@huidan/core"
import type { TrueChanges } from "./changes/TrueChanges.ts"
import type { Dice } from "./Dice.ts"
import type { TrueOrderContext } from "./TrueOrderContext.ts"
import type { TrueState } from "./TrueState.ts"
import type { TrueTrait } from "./traits/TrueTrait.ts"

export * from "./TrueOrderContext.ts"
export type * from "./TrueState.ts"

/** Kind, state and way of delivery of one order. */
export interface ChosenCombination {
  readonly kind: OrderKind
  /** One of `limits.states`. */
  readonly state: TrueState
  readonly method: DeliveryMethod
}

/** Kinds, states and ways of delivery that go together: any of the listed ones; every one where a list is left out. */
export interface TrueCombination {
  readonly kinds?: ReadonlyArray<OrderKind>
  /** The same objects as in `limits.states`. */
  readonly states?: ReadonlyArray<TrueState>
  readonly deliveryMethods?: ReadonlyArray<DeliveryMethod>
}

/** A discount that the platform has, and who pays for it. */
export interface TrueDiscount {
  readonly kind: DiscountKind
  /** `null` if the platform does not say. */
  readonly bearer: DiscountBearer | null
}

/** The limits of a platform's orders. */
export interface TrueOrderLimits {
  /** `name` is `null` if the platform's answers do not name the shop. */
  readonly shop: { readonly id: string; readonly name: string | null }
  /** A kind listed twice is twice as frequent. */
  readonly kinds: readonly [OrderKind, ...ReadonlyArray<OrderKind>]
  /** A state listed twice is twice as frequent. Take them from `trueStates`, or write your own. */
  readonly states: readonly [TrueState, ...ReadonlyArray<TrueState>]
  readonly lineTypes: readonly [LineType, ...ReadonlyArray<LineType>]
  readonly deliveryMethods: readonly [DeliveryMethod, ...ReadonlyArray<DeliveryMethod>]
  /** What goes together by the platform's documents: an order fits at least one of these. Everything if left out. */
  readonly together?: ReadonlyArray<TrueCombination>
  /**
   * What orders of the platform can have beside the ordinary. An answer shows those whose fields it carries. If left out:
   * what follows from the other limits; several parcels and several refunds only occur if they are declared.
   */
  readonly traits?: ReadonlyArray<TrueTrait>
  /** Whether an order with this kind, state and way of delivery can have the trait; `true` if left out. */
  readonly suits?: (trait: TrueTrait, combination: ChosenCombination) => boolean
  readonly paymentMethods: readonly [PaymentMethod, ...ReadonlyArray<PaymentMethod>]
  readonly discounts: ReadonlyArray<TrueDiscount>
  /** Of most orders; an order with the trait `many lines` has twenty or more. */
  readonly maxLines: number
  /** In fen, for one piece. Prices of 0 and 1 fen occur at every limit. */
  readonly maxUnitPrice: MinorUnits
  /** The share of pieces with a price anywhere up to the limit, evenly by order of magnitude; 0.05 if left out. */
  readonly dearShare?: number
  /** Whether orders have charges (tax, packing) besides goods and freight. */
  readonly charges: boolean
  /** Whether the seller can raise or lower the price after the order was made. */
  readonly adjustments: boolean
  /** How the platform shows private text; `others` are forms that single texts of an order have now and then. */
  readonly privacy: (OpenPrivacy | EncryptedPrivacy) & { readonly others?: ReadonlyArray<OpenPrivacy["form"]> }
  readonly has: TrueOrderParts
  /** Must be unique for every `index` of a `seed`. Use `trueId` if the platform's ids are 64-bit numbers. */
  readonly orderId: (context: TrueOrderContext) => OrderId
  /**
   * Changes a finished order to what only this platform has. Ids and times must stay the same. An order for which
   * `context.wants(trait)` is true must keep the trait.
   */
  readonly refine?: (order: Order, context: TrueOrderContext) => Order
  /** What can become of orders while a twin runs; if left out, they stay as they were made. */
  readonly changes?: TrueChanges
}

/** Private text is readable, or partly hidden by stars. */
export interface OpenPrivacy {
  readonly form: "plain" | "masked"
}

/** Private text is encrypted; `cipher` writes it in the platform's own cipher format. */
export interface EncryptedPrivacy {
  readonly form: "encrypted"
  readonly cipher: (plain: string, what: PrivateKind, dice: Dice) => string
}

/** What a private text is: platforms encrypt each kind in its own way. */
export type PrivateKind = "name" | "phone" | "address" | "code"

/** What an order can hold besides ordinary lines. A part that is `false` never occurs. */
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

/** No optional part. Switch single parts on: `{ ...noParts, commissions: true }`. */
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
