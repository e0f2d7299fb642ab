/**
 * After-sales of one order, read beside it and merged into its `refunds`. Source: 售后单列表 and 售后单详情 of
 * api-doc.xiaoe-tech.com.
 */
import type { Shop, Traced } from "@huidan/adapter-kit"
import {
  type AdapterError,
  formatWallTime,
  type Order,
  type Refund,
  type RefundStatus,
  responseDecode
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { manifest } from "../Manifest.ts"
import type { XiaoeOptions } from "../Options.ts"
import { decodeCode } from "../shared/Code.ts"
import { firstOfEach } from "../shared/onceEach.ts"
import { afterSaleRelation } from "../shared/References.ts"
import { afterSaleStatuses } from "./Codes.ts"
import { afterSaleDetail, afterSaleList } from "./Operation.ts"
import type { AfterSale } from "./Wire.ts"

const { firstPage, maxSize: pageSize } = manifest.operations["after_sale.list"].paging

/**
 * The order with its after-sales among its refunds, if the option `afterSales` wants them: one request for each twenty of
 * them, and one for each after-sale if the option `afterSaleParameter` says how to ask for its detail.
 */
export const withAfterSales = (shop: Shop<XiaoeOptions>, order: Order): Effect.Effect<Order, AdapterError> =>
  shop.options.afterSales === true ? readAfterSales(shop, order) : Effect.succeed(order)

const readAfterSales = (shop: Shop<XiaoeOptions>, order: Order): Effect.Effect<Order, AdapterError> =>
  Effect.gen(function* () {
    const { afterSaleParameter: parameter } = shop.options
    const listed = yield* listAfterSales(shop, order, firstPage, 0)
    const afterSales =
      parameter === undefined ? listed : yield* Effect.forEach(listed, (record) => withDetail(shop, parameter, record))
    const records = firstOfEach(afterSales, ({ aftersale_id }) => aftersale_id.value)
    const known = order.refunds.map((refund) => {
      const record = records.get(refund.id)
      return record === undefined ? refund : merged(refund, record)
    })
    const ids = new Set(order.refunds.map(({ id }) => id))
    const others = afterSales.filter(({ aftersale_id }) => aftersale_id.value !== null && !ids.has(aftersale_id.value))
    const refunds = [...known, ...others.map(toRefund)]
    const listedIds = new Set(refunds.map(({ id }) => id))
    return {
      ...order,
      refunds,
      // An after-sale that is a refund now is no longer a reference.
      references: order.references.filter(
        ({ relation, value }) => relation !== afterSaleRelation || !listedIds.has(value)
      ),
      warnings: [
        ...order.warnings,
        ...unknownStates(parameter === undefined ? afterSaleList.name : afterSaleDetail.name, afterSales)
      ]
    }
  })

/** The after-sale by its detail; what the detail leaves out is as the list says. */
const withDetail = (
  shop: Shop<XiaoeOptions>,
  parameter: string,
  listed: AfterSale
): Effect.Effect<AfterSale, AdapterError> =>
  Effect.gen(function* () {
    const id = listed.aftersale_id.value
    if (id === null) return listed
    const { data: detail } = yield* shop.answer(afterSaleDetail, { id, parameter })
    const answered = detail.aftersale_id.value
    // The platform may ignore a parameter of another name, and answer another after-sale.
    if (answered !== null && answered !== id) {
      return yield* shop.failure(afterSaleDetail.name, {
        _tag: "Configuration",
        detail: `the platform answered another after-sale: check the option \`afterSaleParameter\` (${parameter})`
      })
    }
    const stated = <A>(own: Traced.Traced<A>, other: Traced.Traced<A>): Traced.Traced<A> =>
      own.value === null ? other : own
    return {
      aftersale_id: listed.aftersale_id,
      order_id: listed.order_id,
      apply_refund_money: stated(detail.apply_refund_money, listed.apply_refund_money),
      created_at: stated(detail.created_at, listed.created_at),
      reason: stated(detail.reason, listed.reason),
      refund_money: stated(detail.refund_money, listed.refund_money),
      state: stated(detail.state, listed.state),
      updated_at: stated(detail.updated_at, listed.updated_at)
    }
  })

/** From this page on. `most`: the largest number of rows that the pages before it stated. */
const listAfterSales = (
  shop: Shop<XiaoeOptions>,
  order: Order,
  page: number,
  most: number
): Effect.Effect<ReadonlyArray<AfterSale>, AdapterError> =>
  Effect.gen(function* () {
    const today = DateTime.makeUnsafe(yield* shop.clock.now)
    const { list, row_count } = (yield* shop.answer(afterSaleList, filtersOf(order, today, page))).data
    const own = list.filter(({ order_id }) => order_id.value === null || order_id.value === order.orderId)
    const stated = Math.max(most, row_count.value ?? 0)
    const before = (page - firstPage) * pageSize
    // A full page is never the last, and one that is empty is not below the number that is stated.
    if (list.length === 0 && stated > before)
      return yield* shop.failure(afterSaleList.name, missingRows(stated, before))
    if (list.length < pageSize && before + list.length >= stated) return own
    return [...own, ...(yield* listAfterSales(shop, order, page + 1, stated))]
  })

const missingRows = (stated: number, before: number) =>
  responseDecode({ pointer: "/data/list", expected: `the after-sales behind ${before} of ${stated}`, found: "none" })

/** From the day before the order was made to the day after today: which days the platform counts is not published. */
const filtersOf = ({ orderId, times }: Order, today: DateTime.Utc, page: number) => {
  const first = DateTime.subtract(times.created ?? today, { days: times.created === null ? 3650 : 1 })
  return {
    order_id: orderId,
    created_at: `${dayOf(first)}||${dayOf(DateTime.add(today, { days: 1 }))}`,
    date_type: "created_at",
    page_index: page,
    page_size: pageSize
  }
}

const dayOf = (instant: DateTime.Utc): string => formatWallTime(instant).slice(0, 10)

const statusOf = ({ state }: AfterSale): Traced.Traced<RefundStatus | null> =>
  decodeCode(state, afterSaleStatuses, "state of an after-sale", "unknown")

/** An amount; `null` for 0, which is also what nothing was written to. */
const unlessZero = (amount: number | null): number | null => (amount === 0 ? null : amount)

/** A refunded after-sale was refunded when it was last updated *(inferred)*. */
const toRefund = (record: AfterSale): Refund => {
  const status = statusOf(record).value ?? "unknown"
  const refunded = status === "refunded"
  return {
    id: record.aftersale_id.value,
    status,
    amount:
      (refunded ? unlessZero(record.refund_money.value) : null) ??
      record.apply_refund_money.value ??
      (refunded ? record.refund_money.value : null),
    requestedAt: record.created_at.value,
    refundedAt: refunded ? record.updated_at.value : null,
    reason: record.reason.value,
    lineIds: []
  }
}

/** What the order itself says of a refund that is done or failed is kept; the after-sale says the rest. */
const merged = (refund: Refund, record: AfterSale): Refund => {
  const found = toRefund(record)
  const isFinal = refund.status === "refunded" || refund.status === "failed" || found.status === "unknown"
  return {
    ...refund,
    status: isFinal ? refund.status : found.status,
    amount: unlessZero(refund.amount) ?? found.amount ?? refund.amount,
    requestedAt: refund.requestedAt ?? found.requestedAt,
    refundedAt: refund.refundedAt ?? found.refundedAt,
    reason: refund.reason ?? found.reason
  }
}

/** Warnings have no path: they are about another answer than the order's own. The places of other answers may be the same. */
const unknownStates = (operation: string, afterSales: ReadonlyArray<AfterSale>): Order["warnings"] => {
  const doubts = afterSales.flatMap((record) => statusOf(record).doubts)
  const distinct = new Map(doubts.map((doubt) => [`${doubt.pointer} ${doubt.message}`, doubt] as const))
  return Array.from(distinct.values(), ({ code, message }) => ({ code, path: "", message: `${operation}: ${message}` }))
}
