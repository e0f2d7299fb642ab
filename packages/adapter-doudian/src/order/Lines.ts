/** `sku_order_list[]` → the lines of an order. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { PaymentState } from "@huidan/core"
import type { LineAfterSale } from "./AfterSale.ts"
import { lineTotalOf } from "./Amounts.ts"
import type { toChannels } from "./Channel.ts"
import { lineRoles, lineTypes } from "./Codes.ts"
import { twinOf } from "./Ids.ts"
import { type PricedPhase, paidInPhases } from "./Phases.ts"
import { privateTextOf } from "./PrivateText.ts"
import { fulfilmentOf, stateCodeOf } from "./Status.ts"
import type { ShopOrder, SkuOrder } from "./Wire.ts"

interface LineContext {
  /** Those of this line. */
  readonly phases: ReadonlyArray<PricedPhase>
  readonly payment: Traced.Traced<PaymentState | null>
  readonly channel: ReturnType<typeof toChannels>["lines"][number]
  readonly serialNumbers: ReadonlyArray<Traced.Traced<string>>
}

export const toLine = (
  { line, state }: LineAfterSale,
  { phases, payment, channel, serialNumbers }: LineContext
): Draft.Block<"line"> =>
  Draft.line({
    lineId: line.order_id,
    parentLineId: Traced.firstOf(line.master_sku_order_id, ...line.master_sku_order_id_list),
    productId: twinOf(line.product_id, line.product_id_str, "product_id_str"),
    skuId: line.sku_id,
    externalProductId: line.out_product_id,
    externalSkuId: line.code.orElse(line.out_sku_id),
    title: line.product_name,
    specs: [
      ...line.spec.flatMap(({ name, value }) => Traced.present([value]).map((stated) => ({ name, value: stated }))),
      ...Traced.present(line.custom_properties.map(({ name }) => name)).map((value) => ({ name: null, value }))
    ],
    imageUrl: line.product_pic,
    type: Traced.lookup(line.goods_type, lineTypes, "goods_type", { unknown: "unknown" }),
    role: Traced.lookup(line.given_product_type, lineRoles, "given_product_type", { unknown: "item" }).orElse(
      Traced.fixed("item", "no given_product_type is stated")
    ),
    components: line.bundle_sku_info.map((member) => ({
      productId: member.product_id,
      skuId: member.sku_id,
      externalSkuId: member.code,
      title: member.product_name,
      quantity: member.item_num
    })),
    quantity: line.item_num,
    unitPrice: line.origin_amount,
    discount: line.promotion_amount,
    total: lineTotalOf(line),
    paid: Traced.paidBy(
      payment,
      line.pay_amount,
      "pay_amount of the line if the order is paid, 0 if it is not",
      paidInPhases(phases)
    ),
    fulfilment: fulfilmentOf(stateCodeOf(line), line.ship_time),
    afterSale: state,
    channel,
    validFrom: line.card_voucher.valid_start,
    validTo: line.card_voucher.valid_end,
    validityText: line.card_voucher.valid_days.map(
      (days) => (days > 0 ? `自领取之日起${days}天有效` : null),
      "valid_days, counted from the day of receipt"
    ),
    warehouseId: warehouseOf(line),
    serialNumbers,
    inputs: inputsOf(line)
  })

/**
 * The warehouse that all pieces of a line come from; `null` if they come from several. `warehouse_ids` is the deprecated
 * list of the same; an external id counts if there is no id of the platform *(inferred)*.
 */
const warehouseOf = (line: SkuOrder): Traced.Traced<string | null> => {
  const stocks = line.inventory_list.map((stock) => stock.warehouse_id.orElse(stock.out_warehouse_id))
  const named = line.inventory_list.some(({ warehouse_id }) => warehouse_id.value !== null)
  const lists = [named ? stocks : [], line.warehouse_ids, stocks]
  const stated = lists.map(Traced.present).find((ids) => ids.length > 0) ?? []
  return Traced.combine(stated, "the warehouse that all pieces come from", (...ids) =>
    new Set(ids).size === 1 ? (ids[0] ?? null) : null
  ).considering(...lists.flat())
}

/** What the buyer filled in: accounts of virtual goods, texts and pictures of customised ones. */
const inputsOf = (line: SkuOrder) => [
  ...line.account_list.account_info.map((account) => ({
    name: account.account_name.orElse(account.account_type),
    value: privateTextOf(account.encrypt_account_id, account.account_id)
  })),
  // What the buyer wrote, for example to be engraved, is never a mask, though it may have stars in it.
  ...line.sku_customization_info.flatMap(({ detail }) => [
    ...detail.text.map(({ key, content }) => ({ name: key, value: content })),
    ...detail.pic.filter(({ url }) => url.value !== null).map(({ url }) => ({ name: null, value: url }))
  ])
]

export interface SerialNumbers {
  readonly lines: ReadonlyArray<ReadonlyArray<Traced.Traced<string>>>
  /** Those that belong to no known line. */
  readonly unassigned: ReadonlyArray<Traced.Traced<string>>
}

/** The order lists them without naming lines: they belong to the sole line, or the sole one that needs them *(inferred)*. */
export const serialNumbersOf = (order: ShopOrder): SerialNumbers => {
  const lines = order.sku_order_list
  const numbers = Traced.present(order.serial_number_list)
  const needing = lines.filter((line) => line.need_serial_number.value === true)
  const owner = lines.length === 1 ? lines[0] : needing.length === 1 ? needing[0] : undefined
  const needed = Traced.combine(
    lines.map((line) => line.need_serial_number),
    "need_serial_number of every line",
    () => true
  )
  const assigned = numbers.map((number) =>
    number.by("the serial numbers of the order's sole line that can have them (inferred)").considering(needed)
  )
  return {
    lines: lines.map((line) => (line === owner ? assigned : [])),
    unassigned: owner === undefined ? numbers : []
  }
}
