/** `order.list@1.0`: a row of what `POST /xe.order.list.get/1.0.0` answers, and which part of an order it states. */
import { code, type Dice, type FieldPattern, type JsonNode, type OrderAnswer } from "@huidan/conformance"
import { type Commission, type Order, type OrderLine, type OrderStatus, plainText, type Reference } from "@huidan/core"
import { codes10, orderState } from "../shared/Codes10.ts"
import { referenceOf } from "../shared/Sale.ts"
import { shown, unsetTime, wallTime, yuan } from "../shared/Spelling.ts"
import { purchaseName } from "../shared/Words.ts"
import {
  afterSalesState,
  clientType,
  listCodes,
  listPaymentType,
  listPayWay,
  listResourceType,
  statesResource,
  teamBuyState
} from "./Codes.ts"

/**
 * A row has no shop id (the caller knows whom it asked), no goods list, no unit price, no freight, no time of payment,
 * no shipping, no settlement state, no transaction number, no names of sharers. `coupon_price` is all it says of
 * discounts, and it comes only with a coupon: 如果订单有使用优惠券,会返回coupon_name和coupon_price字段. It counts presents
 * alone (`gitf_buy_count`); any other row is one purchase. `order_type` is in the sample, not in the table.
 */
const carries: ReadonlyArray<FieldPattern> = [
  "/kind",
  "/status",
  ...["payable", "paid", "discount"].map((name) => `/amounts/${name}`),
  ...["kind", "id", "name", "amount", "bearer"].map((name) => `/discounts/*/${name}`),
  ...["productId", "externalProductId", "title", "type", "role", "quantity", "paid"].map((name) => `/lines/*/${name}`),
  "/buyer/id",
  ...["name", "phone", "detail"].map((name) => `/recipient/${name}`),
  "/gift/total",
  ...["method", "methodRaw"].map((name) => `/payment/${name}`),
  "/refunds",
  ...["role", "amount", "rateBasisPoints"].map((name) => `/commissions/*/${name}`),
  "/channel/code",
  "/times/created",
  "/times/settled",
  "/references"
]

/** Below the fields above there is no place for these: see the comment there. */
const without: ReadonlyArray<FieldPattern> = [
  "/refunds/*/id",
  "/references/*/shopId",
  "/status/fulfilment",
  "/status/settlement",
  "/status/closeNote",
  "/status/label",
  "/refunds/*/amount",
  "/refunds/*/requestedAt",
  "/refunds/*/reason",
  "/refunds/*/lineIds",
  "/references/*/relation"
]

const restate = (order: Order): Order => {
  const coupon = couponOf(order)
  return {
    ...order,
    kind: order.kind === "group_buy" || order.kind === "gift" ? order.kind : "standard",
    status: restateStatus(order),
    amounts: {
      ...order.amounts,
      discount: coupon?.amount ?? null,
      paid: order.status.payment === "partially_paid" ? null : order.amounts.paid
    },
    discounts: coupon === undefined ? [] : [coupon],
    lines: linesOf(order),
    recipient:
      order.recipient === null
        ? null
        : { ...order.recipient, detail: addressOf(order) === "" ? null : plainText(addressOf(order)) },
    payment: {
      ...order.payment,
      method: listPayWay(order) === -1 && order.payment.method !== "free" ? "unknown" : order.payment.method,
      methodRaw: String(listPayWay(order))
    },
    gift: order.gift === null ? null : { ...order.gift, total: order.lines[0]?.quantity ?? null },
    refunds: refundedAt(order) === null ? [] : [{ ...onlyATime, refundedAt: refundedAt(order) }],
    commissions: sharers(order),
    channel: { ...order.channel, code: String(clientType(order)) },
    references: order.references.filter(({ kind }) => statedReferences.has(kind))
  }
}

const statedReferences: ReadonlySet<Reference["kind"]> = new Set(["external_order", "coupon", "group_buy"])

const restateStatus = (order: Order): OrderStatus => {
  const { status } = order
  const team = teamBuyState(order)
  const waits = status.trade === "pending" && status.payment === "paid"
  return {
    ...status,
    // Whether anything was or is to be sent is not in a row, so what is paid is active.
    trade: status.payment === "paid" && status.trade !== "closed" && !waits ? "active" : status.trade,
    fulfilment: null,
    settlement: null,
    closeReason: status.closeReason === null ? null : (closeReasons[status.closeReason] ?? status.closeReason),
    closeNote: null,
    label: null,
    raw: {
      order_state: String(orderState(order)),
      after_sales_state: String(afterSalesState(order)),
      ...(team === null ? {} : { team_buy_state: String(team) })
    }
  }
}

/** 3 with a failed group says so; 6 and 7 each have more than one meaning. */
const closeReasons: Partial<Record<NonNullable<OrderStatus["closeReason"]>, OrderStatus["closeReason"]>> = {
  system: "timeout",
  seller_cancelled: "buyer_cancelled"
}

const soleLine = (order: Order): OrderLine | undefined => (order.lines.length === 1 ? order.lines[0] : undefined)

/** Several goods are one row under all their names, bought once; of presents it says how many. */
const linesOf = (order: Order): ReadonlyArray<OrderLine> =>
  order.lines.slice(0, 1).map((line) => ({
    ...line,
    productId: soleLine(order)?.productId ?? null,
    externalProductId: soleLine(order)?.externalProductId ?? null,
    title: purchaseName(order),
    type: statesResource(order),
    role: "item",
    quantity: order.kind === "gift" ? line.quantity : 1,
    // A row states the price of the order alone.
    paid: order.status.payment === "paid" || order.status.payment === "partially_paid" ? null : 0
  }))

const couponOf = (order: Order) => order.discounts.find((discount) => discount.kind === "coupon")

const sharers = (order: Order): ReadonlyArray<Commission> =>
  order.commissions.filter(({ role }) => role === "sharer" || role === "superior")

const refundedAt = (order: Order) => order.refunds.find((refund) => refund.status === "refunded")?.refundedAt ?? null

const onlyATime = { id: null, status: "refunded", amount: null, requestedAt: null, reason: null, lineIds: [] } as const

/** 收件地址: one text. */
const addressOf = ({ recipient }: Order): string =>
  [recipient?.province, recipient?.city, recipient?.district].map((part) => part ?? "").join("") +
  shown(recipient?.detail)

/** Table: int, 百分点1-100. Sample: "40.0000". */
const percent = (share: Commission | undefined, dice: Dice): JsonNode => {
  const rate = share?.rateBasisPoints ?? 0
  return rate % 100 === 0 && dice.chance(0.3) ? Number(BigInt(rate) / 100n) : `${yuan(rate)}00`
}

const encode = (order: Order, dice: Dice): JsonNode => {
  const sharer = order.commissions.find(({ role }) => role === "sharer")
  const superior = order.commissions.find(({ role }) => role === "superior")
  const coupon = couponOf(order)
  const team = teamBuyState(order)
  return {
    id: soleLine(order)?.productId ?? "",
    order_id: order.orderId,
    user_id: order.buyer.id ?? "",
    price: order.amounts.payable ?? 0,
    title: purchaseName(order),
    pay_way: code(listPayWay(order), listCodes.pay_way),
    cu_id: referenceOf(order, "coupon")?.value ?? "",
    related_id: referenceOf(order, "group_buy")?.value ?? "",
    order_type: "普通订单",
    refund_time: wallTime(refundedAt(order), unsetTime),
    settle_time: wallTime(order.times.settled, unsetTime),
    resource_type: code(listResourceType(order), listCodes.resource_type),
    order_state: code(orderState(order), codes10.order_state),
    payment_type: code(listPaymentType(order), listCodes.payment_type),
    out_order_id: referenceOf(order, "external_order")?.value ?? dice.pick([null, ""]),
    system_info: "Mozilla/5.0 (iPhone)",
    client_type: code(clientType(order), listCodes.client_type),
    created_at: wallTime(order.times.created),
    after_sales_state: code(afterSalesState(order), listCodes.after_sales_state),
    distribute_price: sharer?.amount ?? 0,
    distribute_percent: percent(sharer, dice),
    superior_distribute_price: superior?.amount ?? 0,
    superior_distribute_percent: percent(superior, dice),
    coupon_name: coupon?.name ?? undefined,
    coupon_price: coupon?.amount ?? undefined,
    gitf_buy_count: order.kind === "gift" ? (order.lines[0]?.quantity ?? 0) : undefined,
    team_buy_state: team === null ? undefined : code(team, listCodes.team_buy_state),
    goods_no: soleLine(order)?.externalProductId ?? "",
    receiver_name: shown(order.recipient?.name),
    receiver_detail: addressOf(order),
    receiver_phone: shown(order.recipient?.phone)
  }
}

export const answer: OrderAnswer = {
  carries,
  without,
  lacks: [
    "gift line",
    "private text in several forms",
    "several refunds",
    "many refunds",
    "many lines",
    "large quantity",
    "bundled line",
    "several discounts"
  ],
  restate,
  encode,
  // A bare list: no total, no page.
  wrap: (rows) => ({ code: 0, msg: "success", data: rows })
}
