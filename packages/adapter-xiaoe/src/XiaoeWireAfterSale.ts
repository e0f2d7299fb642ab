import { Wire } from "@huidan/adapter-kit"

/** The answer of `POST /xe.ecommerce.after_sale.list/1.0.0`. Amounts are in 分. Where the list sends numbers a detail sends text. */
export const AfterSaleList = Wire.object({
  data: Wire.object({
    row_count: Wire.integer,
    list: Wire.list(
      Wire.object({
        aftersale_id: Wire.id,
        apply_refund_money: Wire.fen,
        created_at: Wire.wallTime,
        order_id: Wire.id,
        reason: Wire.name,
        refund_money: Wire.fen,
        state: Wire.code,
        updated_at: Wire.wallTime
      })
    )
  })
})
export type AfterSale = (typeof AfterSaleList.Type)["data"]["list"][number]
