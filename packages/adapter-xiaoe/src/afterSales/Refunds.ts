/**
 * After-sale records of one order, asked for beside it and folded into its `refunds`. Source: 售后单列表 and 售后单详情 of
 * api-doc.xiaoe-tech.com.
 */
import { Traced } from "@huidan/adapter-kit"
import { type AdapterError, formatWallTime, type Order, type Refund, type RefundStatus } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { ListDoor } from "../list20/Operation.ts"
import { decodeCode } from "../shared/Code.ts"
import { afterSaleStatuses } from "./Codes.ts"
import { type AfterSale, AfterSaleDetail, AfterSaleList } from "./Wire.ts"

const listOperation = "after_sale.list"
const detailOperation = "after_sale.detail"
const firstPage = 1
/** No largest size is published. */
const pageSize = 20

/**
 * The order with its after-sales among its refunds: one request more, or several where it has more than twenty; and one
 * for each after-sale where `parameter` says what a detail is asked for by.
 */
export const withAfterSales = (
  door: ListDoor,
  order: Order,
  parameter: string | undefined
): Effect.Effect<Order, AdapterError> =>
  Effect.gen(function* () {
    const listed = yield* fetchAfterSales(door, order, firstPage)
    const afterSales =
      parameter === undefined ? listed : yield* Effect.forEach(listed, (record) => withDetail(door, parameter, record))
    const known = order.refunds.map((refund) => {
      const record = afterSales.find(({ aftersale_id }) => aftersale_id.value === refund.id)
      return record === undefined ? refund : merged(refund, record)
    })
    const ids = new Set(order.refunds.map(({ id }) => id))
    const others = afterSales.filter(({ aftersale_id }) => aftersale_id.value !== null && !ids.has(aftersale_id.value))
    const refunds = [...known, ...others.map(toRefund)]
    const told = new Set(refunds.map(({ id }) => id))
    return {
      ...order,
      refunds,
      // What stood there as a mere number is a refund now.
      references: order.references.filter(({ relation, value }) => relation !== afterSaleRelation || !told.has(value)),
      warnings: [
        ...order.warnings,
        ...unknownStates(parameter === undefined ? listOperation : detailOperation, afterSales)
      ]
    }
  })

/** What the detail says of an after-sale, and what it leaves out as the list says it. */
const withDetail = (door: ListDoor, parameter: string, listed: AfterSale): Effect.Effect<AfterSale, AdapterError> =>
  Effect.gen(function* () {
    const id = listed.aftersale_id.value
    if (id === null) return listed
    const answer = yield* door.pipeline.call(door.callOf(detailOperation, { [parameter]: id }))
    const detail = (yield* door.codec.read(detailOperation, answer, AfterSaleDetail)).data
    const stated = detail.aftersale_id.value
    // A parameter of another name may be passed over: what then answers is not this after-sale.
    if (stated !== null && stated !== id) {
      return yield* door.codec.failure(detailOperation, {
        _tag: "Configuration",
        detail: `the platform answered another after-sale: check the option \`afterSaleParameter\` (${parameter})`
      })
    }
    const told = <A>(own: Traced.Traced<A>, other: Traced.Traced<A>): Traced.Traced<A> =>
      own.value === null ? other : own
    return {
      aftersale_id: listed.aftersale_id,
      order_id: listed.order_id,
      apply_refund_money: told(detail.apply_refund_money, listed.apply_refund_money),
      created_at: told(detail.created_at, listed.created_at),
      reason: told(detail.reason, listed.reason),
      refund_money: told(detail.refund_money, listed.refund_money),
      state: told(detail.state, listed.state),
      updated_at: told(detail.updated_at, listed.updated_at)
    }
  })

/** What a detail's mapping calls an after-sale number without a refund. */
const afterSaleRelation = "售后"

const fetchAfterSales = (
  door: ListDoor,
  order: Order,
  page: number
): Effect.Effect<ReadonlyArray<AfterSale>, AdapterError> =>
  Effect.gen(function* () {
    const today = yield* DateTime.now
    const answer = yield* door.pipeline.call(door.callOf(listOperation, filtersOf(order, today, page)))
    const { list, row_count } = (yield* door.codec.read(listOperation, answer, AfterSaleList)).data
    const own = list.filter(({ order_id }) => order_id.value === null || order_id.value === order.orderId)
    if (list.length === 0 || page * pageSize >= (row_count.value ?? 0)) return own
    return [...own, ...(yield* fetchAfterSales(door, order, page + 1))]
  })

/** From the day before the order was made to the day after today: which days count is not published. */
const filtersOf = ({ orderId, times }: Order, today: DateTime.Utc, page: number) => ({
  order_id: orderId,
  created_at: `${dayOf(DateTime.subtract(times.created ?? today, { days: times.created === null ? 3650 : 1 }))}||${dayOf(DateTime.add(today, { days: 1 }))}`,
  date_type: "created_at",
  page_index: page,
  page_size: pageSize
})

const dayOf = (instant: DateTime.Utc): string => formatWallTime(instant).slice(0, 10)

const statusOf = ({ state }: AfterSale): Traced.Traced<RefundStatus | null> =>
  decodeCode(state, afterSaleStatuses, "state of an after-sale", "unknown")

/** An after-sale that is over was over when it last changed *(inferred)*. */
const toRefund = (record: AfterSale): Refund => {
  const status = statusOf(record).value ?? "unknown"
  const refunded = status === "refunded"
  return {
    id: record.aftersale_id.value,
    status,
    amount: (refunded ? record.refund_money.value : null) ?? record.apply_refund_money.value,
    requestedAt: record.created_at.value,
    refundedAt: refunded ? record.updated_at.value : null,
    reason: record.reason.value,
    lineIds: []
  }
}

/** What the order itself says of a refund that is done or failed stands; the after-sale says the rest. */
const merged = (refund: Refund, record: AfterSale): Refund => {
  const found = toRefund(record)
  const isFinal = refund.status === "refunded" || refund.status === "failed" || found.status === "unknown"
  return {
    ...refund,
    status: isFinal ? refund.status : found.status,
    amount: refund.amount ?? found.amount,
    requestedAt: refund.requestedAt ?? found.requestedAt,
    refundedAt: refund.refundedAt ?? found.refundedAt,
    reason: refund.reason ?? found.reason
  }
}

/** They stand in another answer than the order's own: no pointer leads there. */
const unknownStates = (operation: string, afterSales: ReadonlyArray<AfterSale>): Order["warnings"] =>
  Traced.toWarnings(
    afterSales.flatMap((record) => statusOf(record).doubts),
    ""
  ).map((warning) => ({ ...warning, path: "", message: `${operation}: ${warning.message}` }))
