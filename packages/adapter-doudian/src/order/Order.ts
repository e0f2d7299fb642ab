/** 抖店's answer → the canonical order. Rules: docs/states.md, Doudian. */
import { Draft, Traced } from "@huidan/adapter-kit"
import { type OrderKind, type PaymentMethod, parseUnixSeconds, toUnixSeconds } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { afterSaleOfAllLines, afterSalesOf, toRefunds, unknownLineCodes } from "./AfterSale.ts"
import { toAmounts } from "./Amounts.ts"
import { toChannels } from "./Channel.ts"
import { campaignKinds, flags, orderTypeKinds, paymentMethods, preSaleTypes, tradeTypes } from "./Codes.ts"
import { toDelivery } from "./Delivery.ts"
import { toDiscounts } from "./Discounts.ts"
import { distinct } from "./Ids.ts"
import { serialNumbersOf, toLine } from "./Lines.ts"
import { byLine, pricedPhases, toPhases } from "./Phases.ts"
import { privateTextOf } from "./PrivateText.ts"
import { toReferences } from "./References.ts"
import { stateCodeOf, toStatus } from "./Status.ts"
import { toVouchers } from "./Vouchers.ts"
import type { ShopOrder } from "./Wire.ts"

/** Fields of the answer → an order. */
export const toOrder = (order: ShopOrder): Draft.OrderDraft => {
  const afterSales = afterSalesOf(order.sku_order_list, stateCodeOf(order))
  const phases = pricedPhases(order)
  const phasesByLine = byLine(phases)
  const status = toStatus(order, phases, afterSaleOfAllLines(afterSales), unknownLineCodes(order.sku_order_list))
  const channels = toChannels(order)
  const serialNumbers = serialNumbersOf(order)
  const amounts = toAmounts(order, status.payment, phases)
  const discounts = toDiscounts(order)
  return {
    orderId: order.order_id,
    shop: { id: order.shop_id, name: order.shop_name },
    kind: kindOf(order),
    status,
    amounts,
    discounts: discounts.entries,
    doubts: discounts.doubts,
    lines: afterSales.map((line, index) =>
      toLine(line, {
        phases: phasesByLine.get(line.line) ?? [],
        payment: status.payment,
        channel: channels.lines[index] ?? null,
        serialNumbers: serialNumbers.lines[index] ?? []
      })
    ),
    buyer: Draft.buyer({
      id: order.doudian_open_id,
      name: privateTextOf(order.user_nick_name),
      phones: Traced.present([privateTextOf(order.encrypt_pay_tel, order.pay_tel, order.mask_pay_tel)]),
      avatarUrl: order.user_icon
    }),
    recipient: toRecipient(order),
    delivery: toDelivery(order),
    vouchers: toVouchers(order),
    payment: Draft.payment({
      method: methodOf(order),
      methodRaw: order.pay_type,
      transactionId: order.channel_payment_no,
      paidAt: order.pay_time
    }),
    phases: toPhases(phases),
    refunds: toRefunds(afterSales),
    channel: channels.order,
    notes: {
      buyer: order.buyer_words,
      seller: order.seller_words,
      flag: Traced.lookup(order.seller_remark_stars, flags, "seller_remark_stars", { unknown: null })
    },
    tags: tagsOf(order),
    times: {
      created: order.create_time,
      updated: order.update_time,
      paid: order.pay_time,
      shipped: order.ship_time,
      delivered: deliveredOf(order),
      completed: order.finish_time,
      expires: expiresOf(order)
    },
    references: toReferences(order, serialNumbers.unassigned)
  }
}

/** The order has the first of these kinds that any of its lines has, else the one that they state. */
const kindPrecedence: ReadonlyArray<OrderKind> = ["presale", "group_buy", "flash_sale"]

/** The order's own `trade_type` is deprecated: it counts only if no line states one. */
const kindOf = (order: ShopOrder): Traced.Traced<OrderKind> => {
  const lines = order.sku_order_list
  const ofLines = lines.map((line) => line.trade_type)
  const trades = ofLines.some((code) => code.value !== null) ? ofLines : [order.trade_type]
  const votes = [
    ...lines.map((line) => Traced.lookup(line.pre_sale_type, preSaleTypes, "pre_sale_type", { unknown: "standard" })),
    ...trades.map((code) => Traced.lookup(code, tradeTypes, "trade_type", { unknown: "standard" })),
    ...[order, ...lines].map(({ order_type }) =>
      order_type.map((code) => Traced.entryOf(orderTypeKinds, code) ?? null)
    ),
    ...lines.flatMap((line) =>
      line.campaign_info.map((campaign) =>
        campaign.campaign_type.map((code) => Traced.entryOf(campaignKinds, code) ?? null)
      )
    )
  ]
  return Traced.combine(
    votes,
    "presale by pre_sale_type, trade_type or order_type, group_buy by trade_type, flash_sale by campaign_type (inferred)",
    (...kinds) =>
      kindPrecedence.find((kind) => kinds.includes(kind)) ?? kinds.find((kind) => kind !== null) ?? "standard"
  )
}

/** A pay_type of 0 is cash on delivery, or the default of an order that costs nothing. */
const methodOf = (order: ShopOrder): Traced.Traced<PaymentMethod | null> => {
  const named = Traced.lookup(order.pay_type, paymentMethods, "pay_type", { unknown: "unknown" })
  const isDefault = named.value === null || named.value === "cash_on_delivery"
  return order.pay_amount.value === 0 && isDefault
    ? Traced.combine([order.pay_amount, order.pay_type], "nothing to pay, and no method named", () => "free" as const)
    : named
}

const toRecipient = (order: ShopOrder) => {
  const { post_addr: address, mask_post_addr: masked } = order
  const province = address.province.name.orElse(masked.province.name)
  const recipient = {
    name: privateTextOf(order.encrypt_post_receiver, order.post_receiver, order.mask_post_receiver),
    phone: privateTextOf(order.encrypt_post_tel, order.post_tel, order.mask_post_tel),
    province,
    city: address.city.name.orElse(masked.city.name),
    district: address.town.name.orElse(masked.town.name),
    street: address.street.name.orElse(masked.street.name),
    areaCode: address.town.id.orElse(masked.town.id).by("the district's id (inferred)"),
    detail: privateTextOf(address.encrypt_detail, address.detail, masked.detail),
    mergeKey: order.open_address_id
  }
  if (Object.values(recipient).every((field) => field.value === null)) return null
  return Draft.recipient({
    ...recipient,
    country: province.map(() => "CN", "of an address with a province (inferred)")
  })
}

const tagsOf = (order: ShopOrder): ReadonlyArray<Traced.Traced<string>> =>
  distinct(
    Traced.present(
      [
        ...order.shop_order_tag_ui,
        ...order.user_tag_ui,
        ...order.sku_order_list.flatMap((line) => line.sku_order_tag_ui)
      ].map((tag) => tag.text.orElse(tag.key))
    )
  )

/** When the last line arrived, of those that state it *(inferred)*. */
const deliveredOf = (order: ShopOrder): Traced.Traced<DateTime.Utc | null> =>
  Traced.combine(
    order.sku_order_list.map((line) => line.logistics_receipt_time),
    "the latest logistics_receipt_time of the lines (inferred)",
    (...times) =>
      times
        .filter((time) => time !== null)
        .reduce<DateTime.Utc | null>((latest, time) => (latest === null ? time : DateTime.max(latest, time)), null)
  )

/** A number this large is not a duration, but a time, as the documents call it *(inferred)*. */
const leastUnixTime = 1_000_000_000

const expiresOf = (order: ShopOrder): Traced.Traced<DateTime.Utc | null> => {
  const { create_time: created, order_expire_time: expire } = order
  if (expire.value === null || expire.value === 0) return expire.asNull()
  const isTime = expire.value >= leastUnixTime
  const base = isTime ? 0 : created.value === null ? null : toUnixSeconds(created.value)
  if (base === null) return expire.asNull().considering(created)
  const expires = Result.getOrElse(parseUnixSeconds(base + expire.value), () => null)
  const read = Traced.combine(
    [created, expire],
    isTime ? "order_expire_time as unix seconds (inferred)" : "create_time + order_expire_time seconds",
    () => expires
  )
  return expires === null
    ? expire.asNull().doubt("type_drift", "order_expire_time is neither a duration nor a time")
    : read
}
