/** What detail 2.0 and list 2.0 say alike of an order's state. Their `order_state` is not the one of version 1.0. */
import { Traced } from "@huidan/adapter-kit"
import {
  type AfterSaleState,
  afterSaleOfLines,
  type CloseReason,
  type FulfilmentState,
  type LineRole,
  type OrderKind
} from "@huidan/core"
import { decodeAfterSale, decodeCode } from "./Code.ts"
import * as Codes from "./Codes20.ts"

type Code = Traced.Traced<string | null>

/** What makes a transaction order (`order_type` 1) something else, by code. */
interface KindSigns {
  readonly giftBatch: string | null
  readonly relation: string | null
  readonly spuType: string | null
  readonly closeType: string | null
}

export const kind20 = (byType: OrderKind | null, { closeType, giftBatch, relation, spuType }: KindSigns): OrderKind => {
  if (byType !== "standard") return byType ?? "unknown"
  if (giftBatch !== null || relation === Codes.giftRelation) return "gift"
  if (spuType === Codes.rewardType) return "reward"
  return closeType === Codes.closedByGroup ? "group_buy" : "standard"
}

/** How far the lines that are shipped have come; `null` if none of them says. */
export const progressOfLines = (states: ReadonlyArray<FulfilmentState | null>): FulfilmentState | null => {
  const stated = states.filter((state) => state !== null && state !== "not_required")
  const sent = stated.filter((state) => state !== "unfulfilled")
  if (stated.length === 0) return null
  if (sent.length === 0) return "unfulfilled"
  if (sent.length < stated.length || sent.includes("partially_shipped")) return "partially_shipped"
  return sent.every((state) => state === "delivered") ? "delivered" : "shipped"
}

/**
 * A line's state by its words: not_required where its goods are of a kind that nobody sends, of which the words say
 * 已发货 too; `null` where the kind has an unknown code and the words name a state of a parcel. Words that the table does not
 * have are `null` without a warning: only they are documented.
 */
export const lineFulfilment20 = (words: Code, spuType: Code, field: string): Traced.Traced<FulfilmentState | null> => {
  if (Codes.unshippedTypes.has(spuType.value)) {
    return spuType.mapAll(() => "not_required" as const, "goods that nobody sends").considering(words)
  }
  const isKnown = spuType.value === null || Codes.shippedTypes.has(spuType.value)
  return words
    .mapAll((text) => {
      const state = Traced.entryOf(Codes.lineFulfilmentStates, text) ?? null
      return isKnown || state === "not_required" ? state : null
    }, field)
    .considering(spuType)
}

export const lineRole20 = (relation: Code, rule: string): Traced.Traced<LineRole | null> =>
  decodeCode(relation, Codes.lineRoles, rule, "item").orElse(
    Traced.fixed("item", "no relation to another line is stated")
  )

/** The order's own after-sale state; where it says none, that of its lines. */
export const afterSale20 = (
  code: Code,
  lines: ReadonlyArray<Traced.Traced<AfterSaleState | null>>,
  field: string
): Traced.Traced<AfterSaleState | null> =>
  Traced.combine(
    [decodeAfterSale(code, Codes.afterSaleStates, field), ...lines],
    `${field}; where it says none, the lines' refund_state`,
    (state, ...others) => (state === null || state === "none" ? (afterSaleOfLines(others) ?? state) : state)
  )

/** Only a closed order has a reason. */
export const closeReason20 = (orderState: Code, code: Code): Traced.Traced<CloseReason | null> => {
  const closed = orderState.value === Codes.closedState
  if (closed && code.value === Codes.notClosed) {
    return code
      .mapAll(() => "unknown" as const, "order_close_type")
      .doubt("conflicting_states", "order_state says closed, order_close_type says not")
  }
  if (closed) return decodeCode(code, Codes.closeReasons, "order_close_type", "unknown")
  const open = code.value === null || code.value === Codes.notClosed || code.value === "-1"
  const stated = open ? code : decodeCode(code, Codes.closeReasons, "order_close_type", "unknown")
  const none = stated.asNull("only a closed order has a reason").considering(orderState)
  return open || stated.value === "unknown"
    ? none
    : none.doubt("conflicting_states", "order_close_type says closed, order_state does not")
}
