/** The frame of an answer and the keys that page a list never count as unread: they hold nothing of an order. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"

const order = { shop_id: 1, order_id: "10" }
const page = { page: 0, size: 100, total: 1, shop_order_list: [order] }
const official = { code: 10000, sub_code: "", sub_msg: "", msg: "success", message: "ok", log_id: "L1", err_no: 0 }
const fengchao = { code: 0, message: "ok", trace_id: "T1" }

const answers: ReadonlyArray<readonly [operation: string, answer: object]> = [
  ["order.orderDetail", { ...official, data: { shop_order_detail: order } }],
  ["order.searchList", { ...official, data: page }],
  ["fengchao.trade.detail", { ...fengchao, data: { shop_order_detail: order } }],
  ["fengchao.trade.list", { ...fengchao, data: page }]
]

it.effect.each(answers)("nothing of the frame of %s is unread", ([operation, answer]) =>
  Effect.gen(function* () {
    const adapter = yield* make({})
    const unread = (body: object) =>
      Effect.map(adapter.explain(operation, JSON.stringify(body)), (explanation) => explanation.unread)
    assert.deepStrictEqual(yield* unread(answer), [])
    assert.deepStrictEqual(yield* unread({ ...answer, other: 1 }), ["/other"])
  }).pipe(Effect.scoped)
)
