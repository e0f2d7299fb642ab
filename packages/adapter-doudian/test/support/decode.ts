import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"

type Fields = Readonly<Record<string, unknown>>

/** An answer of the 蜂巢 gateway with one order of these fields; one line of no fields unless lines are given. */
export const answer = (fields: Fields, lines: ReadonlyArray<Fields> = [{}]): string =>
  JSON.stringify({
    code: 0,
    message: "ok",
    data: {
      shop_order_detail: {
        shop_id: 1,
        order_id: "10",
        sku_order_list: lines.map((line, index) => ({ order_id: String(10 + index), ...line })),
        ...fields
      }
    }
  })

export const decodeAnswer = (body: string): Effect.Effect<Order> =>
  Effect.gen(function* () {
    const adapter = yield* make({})
    const [order] = yield* adapter.decode("fengchao.trade.detail", body)
    return order as Order
  }).pipe(Effect.orDie)

export const decode = (fields: Fields, lines?: ReadonlyArray<Fields>): Effect.Effect<Order> =>
  decodeAnswer(answer(fields, lines))

/** Where the fields of an order come from, relative to the order: each by its path in the canonical order. */
export const sourcesOf = (
  fields: Fields,
  lines?: ReadonlyArray<Fields>
): Effect.Effect<ReadonlyMap<string, ReadonlyArray<string>>> =>
  Effect.gen(function* () {
    const adapter = yield* make({})
    const { records } = yield* adapter.explain("fengchao.trade.detail", answer(fields, lines))
    return new Map(
      records.flatMap((record) =>
        record.fields.map(({ path, pointers }) => [
          path,
          pointers.map((pointer) => pointer.replace("/data/shop_order_detail/", ""))
        ])
      )
    )
  }).pipe(Effect.orDie)

export const afterSale = (status: unknown, type: unknown, refund: unknown) => ({
  after_sale_info: { after_sale_status: status, after_sale_type: type, refund_status: refund }
})
