/** Parcels, instalments, vouchers and tags as the platform sends them. */
import type { Dice, JsonNode } from "@huidan/conformance"
import type { Order, OrderLine, PaymentPhase, Shipment, Voucher } from "@huidan/core"
import { bareId, list, seconds, text } from "../Shapes.ts"
import { propertyWords, relatedWords, writeoffStates } from "../Words.ts"
import { pairOf } from "./Recipient.ts"

type Spec = OrderLine["specs"][number]

/** Whether it is a property (商品属性) that the buyer chose beside the specs. */
export const isProperty = ({ name, value }: Spec): boolean => name === null && propertyWords.includes(value)

const isSpec = (spec: Spec): boolean => !isProperty(spec)

export const encodeSpecs = (line: OrderLine | undefined): ReadonlyArray<JsonNode> =>
  (line?.specs ?? []).filter(isSpec).map(({ name, value }) => ({ name: text(name), value }))

export const encodeShipments = (order: Order, dice: Dice): JsonNode =>
  list(
    order.delivery.shipments.map((shipment) => encodeShipment(shipment, order, dice)),
    dice
  )

const encodeShipment = (shipment: Shipment, order: Order, dice: Dice): JsonNode => ({
  tracking_no: text(shipment.trackingNumber),
  company: text(shipment.carrierCode),
  ship_time: seconds(shipment.shippedAt),
  delivery_id: text(shipment.id),
  company_name: text(shipment.carrierName),
  product_info: shipment.lines.map(({ lineId, quantity }) => {
    const line = order.lines.find((each) => each.lineId === lineId)
    return {
      product_name: text(line?.title ?? null),
      price: line?.unitPrice ?? 0,
      outer_sku_id: text(line?.externalSkuId ?? null),
      sku_id: bareId(line?.skuId ?? null),
      sku_specs: encodeSpecs(line),
      product_count: quantity ?? 0,
      product_id: bareId(line?.productId ?? null),
      sku_order_id: text(lineId),
      product_id_str: text(line?.productId ?? null)
    }
  }),
  added_services: list([], dice)
})

const phaseWords = (phase: PaymentPhase): string => (phase.paidAt === null ? "已开始但未支付" : "支付成功")

/** Two instalments of each line that is no gift, one line after the other. */
const lineOfPhase = (order: Order, index: number): OrderLine | undefined =>
  order.lines.filter(({ role }) => role !== "gift")[Math.floor(index / 2)]

/** By the SDK the price of an instalment is that of one piece (定金单价、尾款单价). */
export const encodePhases = (order: Order, payType: number, campaignId: string | undefined, dice: Dice): JsonNode =>
  list(
    order.phases.map((phase, index) => {
      const line = lineOfPhase(order, index)
      return {
        ...phaseAmounts(phase, line?.quantity ?? 1, dice),
        phase_order_id: order.orderId,
        total_phase: phase.of ?? 0,
        current_phase: phase.index ?? 0,
        sku_price: line?.unitPrice ?? 0,
        pay_success: phase.paidAt !== null,
        sku_order_id: text(line?.lineId ?? null),
        campaign_id: text(campaignId ?? null),
        phase_pay_type: payType,
        phase_open_time: seconds(phase.opensAt),
        phase_pay_time: seconds(phase.paidAt),
        phase_close_time: seconds(phase.closesAt),
        channel_payment_no: text(phase.transactionId),
        current_phase_status_desc: phaseWords(phase)
      }
    }),
    dice
  )

/**
 * By the SDK the total of an instalment is what was really paid and its discounts; nothing is paid before its time, and
 * an instalment that is not open yet may state its price alone.
 */
const phaseAmounts = ({ payable, paid, paidAt, discount }: PaymentPhase, quantity: number, dice: Dice) => {
  const total = (payable ?? 0) + (discount ?? 0)
  const priceAlone = paidAt === null && discount === 0 && dice.chance(0.5)
  return {
    phase_payable_price: Number(BigInt(total) / BigInt(quantity)),
    phase_order_amount: priceAlone ? 0 : total,
    phase_sum_amount: priceAlone ? 0 : total,
    phase_post_amount: 0,
    phase_pay_amount: paid ?? 0,
    phase_promotion_amount: discount ?? 0
  }
}

const isWriteoffState = (status: string | null): status is keyof typeof writeoffStates =>
  status !== null && Object.hasOwn(writeoffStates, status)

const encodeVoucher = (voucher: Voucher, usedBy: string | null, dice: Dice): JsonNode => {
  const number = pairOf(voucher.code)
  const state = writeoffStates[isWriteoffState(voucher.status) ? voucher.status : "unused"]
  const total = voucher.total ?? 0
  const plain = number.encrypted
  return {
    writeoff_no: plain,
    writeoff_start_time: seconds(voucher.validFrom),
    writeoff_expire_time: seconds(voucher.validTo),
    writeoff_status: state.code,
    writeoff_status_desc: state.words,
    verify_order_id: text(usedBy),
    writeoff_no_mask: plain === "" ? number.shown : dice.pick(["", `${plain.slice(0, 2)}****${plain.slice(-4)}`]),
    writtenoff_count: total - (voucher.remaining ?? 0),
    writeoff_total_count: total
  }
}

export const encodeVouchers = (order: Order, line: OrderLine, dice: Dice): JsonNode =>
  list(
    order.vouchers
      .filter(({ kind, lineId }) => kind === "verification" && lineId === line.lineId)
      .map((voucher) => encodeVoucher(voucher, voucher.status === "unused" ? null : usedByOf(order), dice)),
    dice
  )

const usedByOf = (order: Order): string | null =>
  order.references.find(({ relation }) => relation === relatedWords.usedBy)?.value ?? null

/** 核销码 of a related order, which was redeemed for this one. */
export const redemptionCode = (order: Order, line: OrderLine): string => {
  const voucher = order.vouchers.find(({ kind, lineId }) => kind === "redemption" && lineId === line.lineId)
  const code = pairOf(voucher?.code ?? null)
  return code.encrypted === "" ? code.shown : code.encrypted
}

/** A tag is on the order, on the buyer or on the goods. */
export interface EncodedTags {
  readonly shop: JsonNode
  readonly user: JsonNode
  /** By line. */
  readonly sku: ReadonlyArray<JsonNode>
}

const skuTag = (words: string, index: number): JsonNode => ({
  key: `tag_${index}`,
  text: words,
  hover_text: "",
  tag_type: "khaki",
  help_doc: "https://school.jinritemai.com/doudian/web/article/101835?from=shop_article",
  sort: 0,
  extra: ""
})

/** All tags of one order are in one place; several lines may have the same one. */
export const encodeTags = ({ tags, lines }: Order, dice: Dice): EncodedTags => {
  const place = dice.pick(["shop", "user", "sku"])
  const here = (wanted: string) => (place === wanted ? tags : [])
  return {
    shop: list(
      here("shop").map((words, index) => ({ key: `tag_${index}`, text: words, help_doc: "" })),
      dice
    ),
    user: list(
      here("user").map((words, index) => ({ key: `tag_${index}`, text: words })),
      dice
    ),
    sku: lines.map((_, line) =>
      list(
        here("sku")
          .slice(0, line === 0 ? undefined : 1)
          .map(skuTag),
        dice
      )
    )
  }
}
