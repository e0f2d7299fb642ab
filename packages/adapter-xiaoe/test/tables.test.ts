/** Each code that the simulated platform sends is in the adapter's table, and no other: both were read from the documents. */
import { assert, it } from "@effect/vitest"
import { afterSaleStatuses } from "../src/afterSales/Codes.ts"
import * as Detail10 from "../src/detail10/Codes.ts"
import * as Detail20 from "../src/detail20/Codes.ts"
import * as List10 from "../src/list10/Codes.ts"
import * as List20 from "../src/list20/Codes.ts"
import * as Codes10 from "../src/shared/Codes10.ts"
import * as Codes20 from "../src/shared/Codes20.ts"
import * as Rows from "../src/shared/ListRows.ts"
import { orderStates10, teamBuyStates } from "../src/shared/State10.ts"
import { stateCodes } from "../twin/afterSales/AfterSale.ts"
import { listCodes } from "../twin/list10/Codes.ts"
import { payStates, payTypeCodes } from "../twin/list20/Codes.ts"
import { codes10 } from "../twin/shared/Codes10.ts"
import { codes20 } from "../twin/shared/Codes20.ts"

type Codes = ReadonlyArray<number | string>

/** A table, the codes of the simulated platform, and those of the codes that mean "none" and are in no table. */
const pairs: ReadonlyArray<readonly [name: string, table: object, sent: Codes, none?: Codes]> = [
  ["1.0 order_state", orderStates10, codes10.order_state],
  ["1.0 ship_state", Codes10.fulfilmentStates, codes10.ship_state],
  ["1.0 settle_status", Detail10.settlementStates, codes10.settle_status],
  ["1.0 refund_info[].state", Detail10.refundStatuses, codes10.refund_state],
  ["1.0 pay_way", Detail10.paymentMethods, codes10.pay_way],
  ["1.0 payment_type", Detail10.kindsByPaymentType, codes10.payment_type],
  ["list 1.0 pay_way", Rows.paymentMethods, listCodes.pay_way],
  ["list 1.0 payment_type", List10.kinds, listCodes.payment_type],
  ["list 1.0 after_sales_state", Rows.afterSaleStates, listCodes.after_sales_state],
  ["list 1.0 team_buy_state", teamBuyStates, listCodes.team_buy_state, [-1]],
  ["2.0 order_state", Codes20.tradeStates, codes20.order_state],
  ["2.0 order_state, payment", Detail20.paymentStates, codes20.order_state],
  ["2.0 order_state, fulfilment", Detail20.fulfilmentStates, codes20.order_state],
  ["list 2.0 order_state, payment", List20.paymentByOrderState, codes20.order_state],
  ["list 2.0 order_state, fulfilment", List20.fulfilmentStates, codes20.order_state],
  ["2.0 order_close_type", Codes20.closeReasons, codes20.order_close_type, [0]],
  ["2.0 after_sale_show_state", Codes20.afterSaleStates, codes20.after_sale_state],
  ["2.0 settle_state", Codes20.settlementStates, codes20.settle_state],
  ["2.0 order_type", Codes20.kinds, codes20.order_type],
  ["2.0 payment_type", Codes20.paymentMethods, codes20.payment_type, [-1, 0]],
  ["2.0 spu_type", Detail20.lineTypes, codes20.spu_type],
  ["2.0 check_state", Codes20.voucherStatuses, codes20.check_state, [0]],
  ["2.0 refund_state of a refund", Detail20.refundStatuses, codes20.refund_state],
  ["2.0 relation_goods_type", Codes20.lineRoles, codes20.relation_goods_type],
  ["2.0 relation_order_type", Codes20.relations, codes20.relation_order_type, [0]],
  ["2.0 channel_type", Detail20.channelTypes, codes20.channel_type],
  ["2.0 express_type", Detail20.deliveryMethods, codes20.express_type, [0]],
  ["list 2.0 pay_state", List20.paymentStates, payStates],
  ["list 2.0 pay_type", Codes20.paymentMethods, payTypeCodes, [-1]],
  ["state of an after-sale", afterSaleStatuses, stateCodes]
]

const sorted = (codes: Codes) => [...new Set(codes.map(Number))].toSorted((left, right) => left - right)

it.each(
  pairs.map(([name, table, sent, none = []]) => ({
    name,
    known: [...Object.keys(table), ...none],
    all: [...sent, ...none]
  }))
)("$name", ({ all, known }) => {
  assert.deepStrictEqual(sorted(known), sorted(all))
})
