/** The after-sale of a line, which three codes decide together, and its refund. */
import { Draft, Traced } from "@huidan/adapter-kit"
import { type AfterSaleState, afterSaleOfLines, type RefundStatus } from "@huidan/core"
import {
  afterSaleStates,
  afterSaleTypes,
  lineRoles,
  orderStates,
  preciseRefundStatuses,
  refundedCodes,
  refundedMainStates,
  refundStates,
  refundStatuses
} from "./Codes.ts"
import type { SkuOrder } from "./Wire.ts"

export interface LineAfterSale {
  readonly line: SkuOrder
  readonly state: Traced.Traced<AfterSaleState | null>
}

interface Decision {
  readonly state: AfterSaleState | null
  readonly rule: string
}

const pendingRefunds: ReadonlySet<string | null> = new Set(["1", "2"])
const zero: ReadonlySet<string | null> = new Set([null, "0"])

/** `refund_status` 3: the whole line was refunded, or a part of it. */
const decideRefunded = (
  orderCode: string | null,
  mainStatus: string | null,
  type: string | null,
  everyLineIsRefunded: boolean
): Decision => {
  if (Traced.entryOf(orderStates, orderCode)?.trade === "closed") {
    return { state: "refunded", rule: "refund_status 3 of a closed order" }
  }
  if (refundedMainStates.has(mainStatus)) {
    return { state: "refunded", rule: "refund_status 3, the line's own main_status says that the refund is finished" }
  }
  if (Traced.entryOf(afterSaleTypes, type) === "price_protection") {
    return { state: "partially_refunded", rule: "refund_status 3, after_sale_type 6 returns a difference of prices" }
  }
  if (!everyLineIsRefunded) {
    return { state: "refunded", rule: "refund_status 3, another line is not refunded" }
  }
  return { state: "partially_refunded", rule: "refund_status 3 of every line, but the order is open (inferred)" }
}

const decide = (refund: string | null, status: string | null, type: string | null): Decision => {
  if (refund === "5") return { state: "refunded", rule: "refund_status 5" }
  if (refund === "4") return { state: "failed", rule: "refund_status 4" }
  if (status === "51") {
    return pendingRefunds.has(refund)
      ? { state: "in_progress", rule: "after_sale_status 51, the refund is pending" }
      : { state: "ended", rule: "after_sale_status 51, no refund is pending (inferred)" }
  }
  if (status === "12" || status === "53") {
    return Traced.entryOf(afterSaleTypes, type) === "refund"
      ? { state: "refunded", rule: `after_sale_status ${status}, after_sale_type ${type} is a refund` }
      : { state: "ended", rule: `after_sale_status ${status}, after_sale_type is no refund` }
  }
  const known = Traced.entryOf(afterSaleStates, status) ?? null
  if (known !== null) return { state: known, rule: `after_sale_status ${status}` }
  if (pendingRefunds.has(refund)) return { state: "in_progress", rule: "refund_status is pending" }
  if (refund === null && status === null) return { state: null, rule: "no after_sale_info" }
  if (zero.has(refund) && zero.has(status)) return { state: "none", rule: "refund_status and after_sale_status are 0" }
  return { state: "unknown", rule: "a code that no table knows" }
}

/** Lines that count as another line; a gift (FREE) beside them does not. */
const itemsAmong = <A extends SkuOrder | LineAfterSale>(all: ReadonlyArray<A>): ReadonlyArray<A> => {
  const items = all.filter((each) => {
    const { given_product_type: role } = "line" in each ? each.line : each
    return Traced.entryOf(lineRoles, role.value) !== "gift"
  })
  return items.length === 0 ? all : items
}

/** The after-sale of each line. `orderCode` is the code of the order's own state. */
export const afterSalesOf = (
  lines: ReadonlyArray<SkuOrder>,
  orderCode: Traced.Traced<string | null>
): ReadonlyArray<LineAfterSale> => {
  const ofAllLines = Traced.combine(
    itemsAmong(lines).map((line) => line.after_sale_info.refund_status),
    "refund_status of every line that is no gift",
    (...refunds) => refunds.every((refund) => refundedCodes.has(refund))
  )
  return lines.map((line) => {
    const { after_sale_status: status, after_sale_type: type, refund_status: refund } = line.after_sale_info
    const decision =
      refund.value === "3"
        ? decideRefunded(orderCode.value, line.main_status.value, type.value, ofAllLines.value)
        : decide(refund.value, status.value, type.value)
    const state = Traced.combine(
      [
        Traced.knownCode(refund, refundStates, "refund_status"),
        Traced.knownCode(status, afterSaleStates, "after_sale_status"),
        Traced.knownCode(type, afterSaleTypes, "after_sale_type")
      ],
      decision.rule,
      () => decision.state
    )
    return { line, state: state.considering(orderCode, line.main_status, ofAllLines) }
  })
}

/**
 * The order's after-sale, from those of its lines. A gift counts where its own is in progress, and where the other lines
 * have none.
 */
export const afterSaleOfAllLines = (lines: ReadonlyArray<LineAfterSale>): Traced.Traced<AfterSaleState | null> => {
  const all = Traced.combine(
    lines.map((line) => line.state),
    "the lines' after-sales by precedence",
    (...states) => afterSaleOfLines(states)
  )
  if (all.value === "in_progress") return all
  const ofItems = afterSaleOfLines(itemsAmong(lines).map(({ state }) => state.value))
  return ofItems === null || ofItems === "none" ? all : all.mapAll(() => ofItems)
}

/**
 * One for each line with an after-sale that is about money, not an exchange, a resend or a repair; the answer states
 * neither its id nor its amount.
 */
export const toRefunds = (lines: ReadonlyArray<LineAfterSale>): ReadonlyArray<Draft.Block<"refund">> =>
  lines.flatMap(({ line, state }) => {
    if (Traced.entryOf(afterSaleTypes, line.after_sale_info.after_sale_type.value) === "replacement") return []
    const status =
      state.value === null ? null : refundStatusOf(state.value, line.after_sale_info.after_sale_status.value)
    if (status === null) return []
    return [Draft.refund({ status: new Traced.Traced(status, state), lineIds: Traced.present([line.order_id]) })]
  })

const refundStatusOf = (state: AfterSaleState, status: string | null): RefundStatus | null => {
  const precise = Traced.entryOf(preciseRefundStatuses, status)
  return precise?.of.includes(state) === true ? precise.refund : refundStatuses[state]
}

/** Codes of lines that no table has, named by their place in the order. */
export const unknownLineCodes = (
  lines: ReadonlyArray<SkuOrder>
): Readonly<Record<string, Traced.Traced<string | null>>> =>
  Object.fromEntries(
    lines.flatMap((line, index) => {
      const info = line.after_sale_info
      const all = [
        ["refund_status", info.refund_status, refundStates],
        ["after_sale_status", info.after_sale_status, afterSaleStates],
        ["after_sale_type", info.after_sale_type, afterSaleTypes]
      ] as const
      return all.flatMap(([name, code, table]) =>
        Traced.entryOf<unknown>(table, code.value) === undefined
          ? [[`sku_order_list/${index}/${name}`, code] as const]
          : []
      )
    })
  )
