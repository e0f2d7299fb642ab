import { Wire } from "@huidan/adapter-kit"

/** What is read of an after-sale. Amounts are in 分; a detail sends some values as text that a list sends as numbers. */
const AfterSale = Wire.object({
  aftersale_id: Wire.id,
  apply_refund_money: Wire.fen,
  created_at: Wire.wallTime,
  order_id: Wire.id,
  reason: Wire.name,
  refund_money: Wire.fen,
  state: Wire.code,
  updated_at: Wire.wallTime
})
export type AfterSale = typeof AfterSale.Type

/** The answer of `POST /xe.ecommerce.after_sale.list/1.0.0`. */
export const AfterSaleList = Wire.object({
  data: Wire.object({ row_count: Wire.integer, list: Wire.list(AfterSale) })
})

/** The answer of `POST /xe.ecommerce.after_sale.detail/1.0.0`: an object. Only some of its members are published. */
export const AfterSaleDetail = Wire.object({ data: AfterSale })
